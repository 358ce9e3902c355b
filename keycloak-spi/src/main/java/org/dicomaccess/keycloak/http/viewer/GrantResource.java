package org.dicomaccess.keycloak.http.viewer;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.BearerToken;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.StudyTokens;
import org.dicomaccess.keycloak.http.call.TokenRefusalAnswer;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.StudyToken;
import org.keycloak.services.cors.Cors;

/** {@code grant}: what the bearer of a study token may open. Pages of the client's web origins. */
public final class GrantResource extends AnyMethod {
    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    private final DicomAccess access;

    public GrantResource(DicomAccess access) {
        this.access = access;
    }

    @Override
    protected Response answer(String method, InputStream body) {
        return switch (method) {
            case "GET", "HEAD" -> Answers.guarded(this::answer);
            case "OPTIONS" -> preflight();
            default -> Answers.wrongMethod(ALLOWED);
        };
    }

    /** Any origin may ask whether it may ask; what it may read is decided with the token. */
    private static Response preflight() {
        Cors.builder().preflight().auth().allowedMethods("GET", "OPTIONS").add();
        return Response.noContent().build();
    }

    private Response answer() {
        String authorization =
                access.session()
                        .getContext()
                        .getHttpRequest()
                        .getHttpHeaders()
                        .getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return refused(Reason.TOKEN_MISSING);
        }
        Optional<String> token = BearerToken.of(authorization);
        if (token.isEmpty()) {
            return refused(Reason.TOKEN_INVALID);
        }
        StudyTokens tokens = access.studyTokens();
        Optional<StudyToken> found = tokens.authentic(token.get());
        if (found.isEmpty()) {
            return refused(Reason.TOKEN_INVALID);
        }
        Grant grant = found.get().grant();
        Optional<ResourceServer> server = access.resourceServer(grant.audience());
        if (server.isEmpty()) {
            return refused(Reason.TOKEN_INVALID);
        }
        return tokens.refusal(found.get())
                .map(this::refused)
                .orElseGet(() -> granted(grant, server.get()));
    }

    private Response granted(Grant grant, ResourceServer server) {
        Cors.builder()
                .auth()
                .allowedMethods("GET")
                .checkAllowedOrigins(access.session(), server.client())
                .add();
        return Answers.ok(GrantAnswer.of(grant)).build();
    }

    /** A refusal says nothing worth keeping from another origin, and a page there must show it. */
    private Response refused(Reason reason) {
        Cors.builder()
                .auth()
                .allowedMethods("GET")
                .exposedHeaders(TokenRefusalAnswer.REASON)
                .allowAllOrigins()
                .add();
        return TokenRefusalAnswer.of(reason, access.realm().getName()).build();
    }
}
