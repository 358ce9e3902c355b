package org.dicomaccess.keycloak.http.shares;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.details.NarrowedTokens;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.BearerToken;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.TokenRefusalAnswer;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.keycloak.services.cors.Cors;

/**
 * A call by somebody who is signed in: with an access token of Keycloak's own that one of the
 * realm's resource servers takes (RFC 6750 §2.1). Pages of the client's web origins may make it.
 */
public final class UserCall {
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE"};

    private final DicomAccess access;

    public UserCall(DicomAccess access) {
        this.access = access;
    }

    /** The answer for the user who calls, or 401 when none proved to be one. */
    public Response answer(Function<UserToken, Response> answer) {
        return Answers.guarded(() -> authenticated(answer));
    }

    /** Any origin may ask whether it may ask; what it may read is decided with the token. */
    public Response preflight() {
        Cors.builder().preflight().auth().allowedMethods(METHODS).add();
        return Response.noContent().build();
    }

    private Response authenticated(Function<UserToken, Response> answer) {
        String header =
                access.session()
                        .getContext()
                        .getHttpRequest()
                        .getHttpHeaders()
                        .getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return refused(Reason.TOKEN_MISSING);
        }
        Optional<UserToken> user =
                BearerToken.of(header).flatMap(access.profiles()::verified).filter(this::isForUs);
        if (user.isEmpty()) {
            return refused(Reason.TOKEN_INVALID);
        }
        if (NarrowedTokens.isNarrowed(user.get().claims())) {
            // It opens images. Giving shares with it would widen it.
            return refused(Reason.PATH_NOT_GRANTED);
        }
        Cors.builder()
                .auth()
                .allowedMethods(METHODS)
                .checkAllowedOrigins(user.get().claims())
                .exposedHeaders(HttpHeaders.LOCATION, TokenRefusalAnswer.REASON)
                .add();
        return answer.apply(user.get());
    }

    private boolean isForUs(UserToken token) {
        return ResourceServer.all(access.realm()).anyMatch(token::isFor);
    }

    private Response refused(Reason reason) {
        return TokenRefusalAnswer.of(reason, access.realm().getName()).build();
    }
}
