package org.dicomaccess.keycloak.roles;

import java.io.Serial;
import java.util.List;

/** Roles were named that do not exist. Nothing was changed. */
public final class UnknownRolesException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final List<String> names;

    UnknownRolesException(List<String> names) {
        super("There are no such roles");
        this.names = List.copyOf(names);
    }

    /** The names as they were sent, at least one. */
    public List<String> names() {
        return names;
    }
}
