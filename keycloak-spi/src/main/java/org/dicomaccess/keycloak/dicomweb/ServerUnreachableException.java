package org.dicomaccess.keycloak.dicomweb;

import java.io.Serial;

/**
 * A resource server's DICOMweb did not say whether a person sees a study. The message is for the
 * administrator's log: it names the address and what went wrong, and holds nothing of the token nor
 * of the answer.
 */
public final class ServerUnreachableException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    ServerUnreachableException(String message) {
        super(message);
    }
}
