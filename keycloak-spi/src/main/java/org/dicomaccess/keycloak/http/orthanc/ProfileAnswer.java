package org.dicomaccess.keycloak.http.orthanc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.dicomaccess.keycloak.profile.UserProfile;
import org.jspecify.annotations.Nullable;

/**
 * What the plugin reads from {@code user/get-profile}.
 *
 * @param name shown to people
 * @param userId Keycloak's id of the user; absent when it is none
 * @param permissions names of permissions
 * @param authorizedLabels labels they reach
 * @param groups the user's groups
 * @param validity seconds the plugin may keep this answer, 1 or more
 */
record ProfileAnswer(
        String name,
        @JsonProperty("user-id") @Nullable String userId,
        List<String> permissions,
        @JsonProperty("authorized-labels") List<String> authorizedLabels,
        List<String> groups,
        long validity) {

    static ProfileAnswer of(UserProfile profile) {
        return new ProfileAnswer(
                profile.name(),
                profile.userId().orElse(null),
                profile.permissions().stream().sorted().toList(),
                profile.labels().stream().sorted().toList(),
                profile.groups().stream().sorted().toList(),
                profile.validity().toSeconds());
    }
}
