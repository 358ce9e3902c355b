package org.dicomaccess.keycloak.apikey;

import java.io.Serial;

/** An API key that cannot be made as asked. The message says what is allowed. */
public final class InvalidApiKeyException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field which part of it, in the words of the REST interface, such as {@code expires_at}
     * @param expected what it should be, in words
     */
    InvalidApiKeyException(String field, String expected) {
        super(expected);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
