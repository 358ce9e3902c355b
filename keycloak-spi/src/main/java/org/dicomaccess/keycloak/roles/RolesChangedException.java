package org.dicomaccess.keycloak.roles;

import java.io.Serial;

/** Roles are not what the editor saw any more. Nothing was changed. */
public final class RolesChangedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    RolesChangedException() {
        super("The roles have changed since they were read; read them again");
    }
}
