package org.dicomaccess.keycloak.mapper;

/** A mapper that was configured as it cannot be. The message names the property by its label. */
final class InvalidSourcesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSourcesException(String label, String expected) {
        super(label + " " + expected);
    }

    InvalidSourcesException(String label, String expected, IllegalArgumentException cause) {
        super(label + " " + expected, cause);
    }
}
