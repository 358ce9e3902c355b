package org.dicomaccess.keycloak.http.apikeys;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.dicomaccess.keycloak.apikey.ApiKey;
import org.dicomaccess.keycloak.apikey.GivenApiKey;
import org.dicomaccess.keycloak.apikey.KeyPermissions;
import org.jspecify.annotations.Nullable;

/**
 * An API key on the wire; moments are RFC 3339 in UTC, what does not apply is absent.
 *
 * @param state {@code active} or {@code expired}
 * @param permissions absent for all that its owner has
 * @param lastUseAt absent when it was never used
 * @param key the key itself; only in the answer that makes it, since nothing else knows it
 */
public record ApiKeyAnswer(
        String id,
        String name,
        String state,
        @Nullable List<String> permissions,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("expires_at") @Nullable Instant expiresAt,
        @JsonProperty("last_use_at") @Nullable Instant lastUseAt,
        @Nullable String key) {

    public static ApiKeyAnswer of(ApiKey key, Instant now) {
        return of(key, now, null);
    }

    static ApiKeyAnswer of(GivenApiKey given, Instant now) {
        return of(given.key(), now, given.text());
    }

    private static ApiKeyAnswer of(ApiKey key, Instant now, @Nullable String text) {
        return new ApiKeyAnswer(
                key.id(),
                key.name(),
                key.expired(now) ? "expired" : "active",
                key.permissions() instanceof KeyPermissions.Only only
                        ? only.names().stream().sorted().toList()
                        : null,
                key.created(),
                key.expires().orElse(null),
                key.lastUse().orElse(null),
                text);
    }

    @Override
    public String toString() {
        return "ApiKeyAnswer[" + id + "]";
    }
}
