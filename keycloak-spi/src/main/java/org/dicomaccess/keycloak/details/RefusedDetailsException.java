package org.dicomaccess.keycloak.details;

import java.io.Serial;

/**
 * Authorization details that are not granted. The message names the field and is for the client.
 */
public final class RefusedDetailsException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final boolean temporary;

    private RefusedDetailsException(String message, boolean temporary) {
        super(message);
        this.temporary = temporary;
    }

    /** They are malformed, or not for this user and client (RFC 9396 §5). */
    static RefusedDetailsException invalid(String field, String complaint) {
        return new RefusedDetailsException(field + ": " + complaint, false);
    }

    /** Whether they could be granted cannot be found out now. */
    static RefusedDetailsException unavailable(String message) {
        return new RefusedDetailsException(message, true);
    }

    /** Whether it may go better later. */
    public boolean temporary() {
        return temporary;
    }

    /** What went wrong, in words. */
    public String description() {
        return String.valueOf(getMessage());
    }
}
