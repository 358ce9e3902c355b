package org.dicomaccess.keycloak.mapper;

/** Which studies somebody was granted cannot be found out at this moment: nothing is granted. */
public final class StudiesUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StudiesUnavailableException(RuntimeException cause) {
        super("The database does not say which studies were granted", cause);
    }
}
