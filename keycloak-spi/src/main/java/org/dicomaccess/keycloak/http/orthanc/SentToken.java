package org.dicomaccess.keycloak.http.orthanc;

import java.util.Locale;
import java.util.Optional;
import org.dicomaccess.keycloak.apikey.ApiKeys;
import org.dicomaccess.keycloak.http.call.BearerToken;
import org.dicomaccess.keycloak.http.json.JsonObject;

/**
 * The token that somebody sent to Orthanc, as the plugin passes it on: the name of the header or
 * argument it came in, and its value.
 */
final class SentToken {
    /** The only place for an API key: every other is for tokens, which end soon. */
    private static final String API_KEY = "api-key";

    private SentToken() {}

    /** The token, or nothing when none was sent. */
    static Optional<String> of(JsonObject request) {
        String key = request.text("token-key").orElse("");
        Optional<String> value = request.nonEmptyText("token-value");
        // An Authorization header of another scheme, such as the Basic of a user known to Orthanc
        // alone, holds no token of ours.
        return switch (key.toLowerCase(Locale.ROOT)) {
            case API_KEY -> value;
            case "authorization" ->
                    value.flatMap(BearerToken::of)
                            .filter(token -> !token.isEmpty() && !ApiKeys.claimed(token));
            default -> value.filter(token -> !ApiKeys.claimed(token));
        };
    }
}
