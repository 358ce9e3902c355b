package org.dicomaccess.keycloak.http.apikeys;

import java.time.Instant;
import java.util.LinkedHashSet;
import org.dicomaccess.keycloak.apikey.KeyPermissions;
import org.dicomaccess.keycloak.apikey.NewApiKey;
import org.dicomaccess.keycloak.http.json.JsonObject;

/** Reads an API key that somebody asks for from JSON. */
final class NewApiKeyReader {
    private final JsonObject request;
    private final Instant now;

    NewApiKeyReader(JsonObject request, Instant now) {
        this.request = request;
        this.now = now;
    }

    NewApiKey read() {
        return new NewApiKey(
                request.requiredText("name"),
                request.texts("permissions")
                        .<KeyPermissions>map(
                                names -> new KeyPermissions.Only(new LinkedHashSet<>(names)))
                        .orElseGet(KeyPermissions.Owners::new),
                request.expiry(now));
    }
}
