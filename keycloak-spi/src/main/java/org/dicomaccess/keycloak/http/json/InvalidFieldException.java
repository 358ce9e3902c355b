package org.dicomaccess.keycloak.http.json;

import java.io.Serial;

/** A request whose field is missing or not what it should be. The message starts with its name. */
public final class InvalidFieldException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /**
     * @param field the field as the caller wrote it, such as {@code resources[0].dicom-uid}
     * @param expected what it should be, in words; nothing of what was sent
     */
    public InvalidFieldException(String field, String expected) {
        super(field + ": " + expected);
    }
}
