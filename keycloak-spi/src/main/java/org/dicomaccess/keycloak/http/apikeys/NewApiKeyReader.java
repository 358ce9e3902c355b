package org.dicomaccess.keycloak.http.apikeys;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.dicomaccess.keycloak.apikey.KeyPermissions;
import org.dicomaccess.keycloak.apikey.NewApiKey;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonObject;

/** Reads an API key that somebody asks for from JSON. */
final class NewApiKeyReader {
    private static final String EXPIRES_IN = "expires_in";

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
                expires());
    }

    private Optional<Instant> expires() {
        Optional<Instant> moment = request.instant("expires_at");
        Optional<Integer> seconds = request.integer(EXPIRES_IN);
        if (moment.isPresent() && seconds.isPresent()) {
            throw new InvalidFieldException(
                    request.pathOf(EXPIRES_IN), "must not be there beside expires_at");
        }
        if (seconds.filter(value -> value < 1).isPresent()) {
            throw new InvalidFieldException(request.pathOf(EXPIRES_IN), "must be 1 or more");
        }
        return moment.or(() -> seconds.map(now::plusSeconds));
    }
}
