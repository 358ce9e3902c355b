package org.dicomaccess.keycloak.profile;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.settings.Setting;
import org.dicomaccess.keycloak.settings.Settings;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * Permissions and labels of a user's effective roles: those given directly, through groups and
 * through composite roles.
 *
 * @param permissions the union over all roles
 * @param labels the union over all roles
 */
public record RolePermissions(Set<String> permissions, Set<String> labels) {

    /** What Keycloak's roles give this user. */
    public static RolePermissions of(UserModel user) {
        Set<RoleModel> roles = RoleUtils.getDeepUserRoleMappings(user);
        return new RolePermissions(
                union(roles, Settings.PERMISSIONS), union(roles, Settings.LABELS));
    }

    private static Set<String> union(Set<RoleModel> roles, Setting<String> setting) {
        return roles.stream()
                .flatMap(role -> values(role, setting))
                .filter(value -> !value.isBlank())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> values(RoleModel role, Setting<String> setting) {
        return role.getAttributeStream(setting.name());
    }
}
