package org.dicomaccess.keycloak.http.roles;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.dicomaccess.keycloak.roles.RoleRights;

/**
 * What one role carries, as it is written in files and by Orthanc Explorer 2.
 *
 * @param authorizedLabels labels that the permissions reach; {@code *} is every label
 * @param permissions names of Orthanc's plugin
 */
public record RightsAnswer(
        @JsonProperty(RolesReader.LABELS) List<String> authorizedLabels,
        @JsonProperty(RolesReader.PERMISSIONS) List<String> permissions) {

    public static RightsAnswer of(RoleRights rights) {
        return new RightsAnswer(rights.labels(), rights.permissions());
    }
}
