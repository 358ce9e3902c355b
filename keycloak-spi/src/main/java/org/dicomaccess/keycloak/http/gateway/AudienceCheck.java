package org.dicomaccess.keycloak.http.gateway;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.dicomaccess.keycloak.check.Decision;
import org.dicomaccess.keycloak.check.DicomWebCall;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.StudyTokens;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.StudyToken;
import org.keycloak.http.HttpRequest;

/**
 * The check for one audience. Whatever method the gateway calls with, the answer is about the
 * original request.
 */
public final class AudienceCheck extends AnyMethod {
    private final DicomAccess access;
    private final String audience;
    private final OriginalRequests originals;

    private AudienceCheck(DicomAccess access, String audience, OriginalRequests originals) {
        this.access = access;
        this.audience = audience;
        this.originals = originals;
    }

    /** For a gateway that says the original method and URI in headers. */
    public static AudienceCheck byHeaders(DicomAccess access, String audience) {
        return new AudienceCheck(access, audience, OriginalRequests.FROM_HEADERS);
    }

    /** For Envoy: the original method and path are this call's own. */
    public static AudienceCheck byPath(DicomAccess access, String audience) {
        return new AudienceCheck(access, audience, OriginalRequests.FROM_PATH);
    }

    @Override
    protected Response answer(String method, InputStream body) {
        return Answers.guarded(() -> CheckAnswer.of(decide(), access.realm().getName()));
    }

    private Decision decide() {
        HttpRequest call = access.session().getContext().getHttpRequest();
        HttpHeaders headers = call.getHttpHeaders();
        Optional<OriginalRequest> original = originals.of(call, headers);
        CallersToken sent =
                CallersToken.of(headers, original.map(OriginalRequest::target).orElse(""));
        Optional<Reason> refusal = sent.refusal();
        if (refusal.isPresent()) {
            return new Decision.Refused(refusal.get());
        }
        Optional<ResourceServer> server = access.resourceServer(audience);
        if (server.isEmpty()) {
            // Nobody can have a token for it; who it is that does not exist is not told.
            return new Decision.Refused(Reason.TOKEN_INVALID);
        }
        StudyTokens tokens = access.studyTokens();
        Optional<StudyToken> token = tokens.authentic(sent.value(), server.get());
        if (token.isEmpty()) {
            return new Decision.Refused(Reason.TOKEN_INVALID);
        }
        if (original.isEmpty()) {
            return new Decision.Refused(Reason.REQUEST_NOT_UNDERSTOOD);
        }
        return tokens.decide(
                token.get(),
                new DicomWebCall(
                        original.get().method(), original.get().target(), server.get().roots()));
    }
}
