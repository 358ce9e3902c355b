package org.dicomaccess.keycloak.roles;

import java.util.Optional;

/**
 * What becomes of one role.
 *
 * @param name as the editor knows it
 * @param before what it carried; absent for a role that did not exist
 */
public record RoleChange(String name, Optional<RoleRights> before, RoleRights after) {

    /** Whether the role did not exist. */
    public boolean created() {
        return before.isEmpty();
    }

    /** Whether anything is different afterwards. */
    public boolean changes() {
        return !before.equals(Optional.of(after));
    }
}
