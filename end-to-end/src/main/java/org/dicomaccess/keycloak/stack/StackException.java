package org.dicomaccess.keycloak.stack;

import java.io.Serial;

/** A part is there and did not do what it should; the message names it and where its log is. */
public final class StackException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
