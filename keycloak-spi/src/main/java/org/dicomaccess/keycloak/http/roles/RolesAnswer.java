package org.dicomaccess.keycloak.http.roles;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.roles.RolesTable;

/**
 * What {@code settings/roles} answers.
 *
 * @param roles in the order of their names
 * @param availableLabels the labels that an editor offers; empty for those that Orthanc has
 * @param version of this content, for whoever sends it back changed
 */
record RolesAnswer(
        @JsonProperty(RolesReader.ROLES) Map<String, RightsAnswer> roles,
        @JsonProperty(RolesReader.AVAILABLE_LABELS) List<String> availableLabels,
        String version) {

    static RolesAnswer of(RolesTable table) {
        Map<String, RightsAnswer> roles = new LinkedHashMap<>();
        table.roles().forEach((name, rights) -> roles.put(name, RightsAnswer.of(rights)));
        return new RolesAnswer(roles, table.availableLabels(), table.version());
    }
}
