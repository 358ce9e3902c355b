package org.dicomaccess.keycloak.doctor;

/** The command was called with something that it cannot use. */
final class WrongCallException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongCallException(String why) {
        super(why);
    }

    WrongCallException(String why, Throwable cause) {
        super(why, cause);
    }
}
