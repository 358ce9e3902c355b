package org.dicomaccess.keycloak.http.gateway;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import org.dicomaccess.keycloak.check.Decision;
import org.dicomaccess.keycloak.http.call.TokenRefusalAnswer;

/** A decision as a gateway reads it: 200, 401 or 403, and headers. */
final class CheckAnswer {
    /** Path and query to forward: rebuilt from what was understood, nothing of the caller's. */
    private static final String TARGET = "X-Dicom-Access-Target";

    /** There and {@code true} when the server behind decides too, by the caller's own token. */
    private static final String FORWARD_TOKEN = "X-Dicom-Access-Forward-Token";

    /** All that the answer depends on beside its URL, for caches between here and the gateway. */
    private static final String VARY =
            "Authorization, token, api-key, X-Original-Method, X-Original-URI, X-Forwarded-Method,"
                    + " X-Forwarded-Uri";

    private static final String GRANTED = "{\"granted\":true}";

    private CheckAnswer() {}

    static Response of(Checked checked, String realm) {
        if (checked.decision() instanceof Decision.Granted granted) {
            return granted(granted, checked.forwardsToken());
        }
        return TokenRefusalAnswer.of(checked.decision().reason(), realm).build();
    }

    private static Response granted(Decision.Granted granted, boolean forwardsToken) {
        long seconds = granted.validity().toSeconds();
        ResponseBuilder answer =
                Response.ok(GRANTED, MediaType.APPLICATION_JSON_TYPE)
                        .header(TokenRefusalAnswer.REASON, granted.reason().code())
                        .header(HttpHeaders.VARY, VARY)
                        .header("Cache-Control", seconds > 0 ? "max-age=" + seconds : "no-store");
        granted.target().ifPresent(target -> answer.header(TARGET, target));
        if (forwardsToken) {
            answer.header(FORWARD_TOKEN, "true");
        }
        return answer.build();
    }
}
