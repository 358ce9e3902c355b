package org.dicomaccess.keycloak.roles;

import java.io.Serial;

/** Others were changing roles for longer than the database waits. Nothing was changed. */
public final class RolesBusyException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    public RolesBusyException(Throwable cause) {
        super("Others are changing the roles", cause);
    }
}
