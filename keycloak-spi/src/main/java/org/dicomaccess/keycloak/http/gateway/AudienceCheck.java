package org.dicomaccess.keycloak.http.gateway;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.dicomaccess.keycloak.check.DicomWebCall;
import org.dicomaccess.keycloak.check.Forwarding;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.Bearer;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.settings.ResourceServer;
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

    /** For Envoy: the original method and path are this call's own, and forwarded as they came. */
    public static AudienceCheck byPath(DicomAccess access, String audience) {
        return new AudienceCheck(access, audience, OriginalRequests.FROM_PATH);
    }

    /** For an Envoy that forwards the target of the answer. */
    public static AudienceCheck byPathToNarrow(DicomAccess access, String audience) {
        return new AudienceCheck(access, audience, OriginalRequests.FROM_PATH_TO_NARROW);
    }

    @Override
    protected Response answer(String method, InputStream body) {
        return Answers.guarded(() -> CheckAnswer.of(decide(), access.realm().getName()));
    }

    private Checked decide() {
        HttpRequest call = access.session().getContext().getHttpRequest();
        HttpHeaders headers = call.getHttpHeaders();
        Optional<OriginalRequest> original = originals.of(call, headers);
        CallersToken sent =
                CallersToken.of(headers, original.map(OriginalRequest::target).orElse(""));
        Optional<Reason> refusal = sent.refusal();
        if (refusal.isPresent()) {
            return Checked.refused(refusal.get());
        }
        Optional<ResourceServer> server = access.resourceServer(audience);
        if (server.isEmpty()) {
            // Nobody can have a token for it; who it is that does not exist is not told.
            return Checked.refused(Reason.TOKEN_INVALID);
        }
        Optional<Bearer> bearer = access.bearers().of(sent.value(), server.get());
        if (bearer.isEmpty()) {
            return Checked.refused(Reason.TOKEN_INVALID);
        }
        if (original.isEmpty()) {
            return Checked.refused(Reason.REQUEST_NOT_UNDERSTOOD);
        }
        DicomWebCall asked =
                new DicomWebCall(
                        original.get().method(),
                        original.get().target(),
                        server.get().roots(),
                        original.get().forwarding());
        // A gateway that cannot rewrite a request cannot choose which credential goes with it
        // either.
        boolean forwardable =
                sent.forwardable() && original.get().forwarding() == Forwarding.TARGET;
        return new GatewayDecision(access, server.get(), forwardable).of(bearer.get(), asked);
    }
}
