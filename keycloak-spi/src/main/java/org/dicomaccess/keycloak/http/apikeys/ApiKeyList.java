package org.dicomaccess.keycloak.http.apikeys;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.dicomaccess.keycloak.apikey.ApiKey;

/** All API keys of a user, newest first. */
public record ApiKeyList(@JsonProperty("api_keys") List<ApiKeyAnswer> apiKeys) {
    public static ApiKeyList of(List<ApiKey> keys, Instant now) {
        return new ApiKeyList(keys.stream().map(key -> ApiKeyAnswer.of(key, now)).toList());
    }
}
