package org.dicomaccess.keycloak.details;

import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * Keycloak's administration, which does not ask what roles a token holds: it goes by what the user
 * may do, in the scope of the client that the token is from. No token there can be narrowed.
 */
final class Administration {
    private Administration() {}

    /** Whether any token of this user from this client lets them administer Keycloak. */
    static boolean isOpen(UserModel user, ClientModel client) {
        return RoleUtils.getDeepUserRoleMappings(user).stream()
                .anyMatch(role -> AdminRoles.isAdminRole(role) && client.hasScope(role));
    }
}
