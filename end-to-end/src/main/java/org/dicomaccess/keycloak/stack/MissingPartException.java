package org.dicomaccess.keycloak.stack;

import java.io.Serial;

/** Something the stack needs is not on this machine; the message says in one line how to get it. */
public final class MissingPartException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public MissingPartException(String message) {
        super(message);
    }
}
