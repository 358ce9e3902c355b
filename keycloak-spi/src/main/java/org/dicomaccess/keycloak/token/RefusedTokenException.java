package org.dicomaccess.keycloak.token;

import java.io.Serial;

/** A text that is not a study token of this realm for this resource server. */
public final class RefusedTokenException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final TokenRefusal refusal;

    RefusedTokenException(TokenRefusal refusal, String detail) {
        // No stack trace: strangers decide how often this is thrown.
        super(refusal + ": " + detail, null, false, false);
        this.refusal = refusal;
    }

    public TokenRefusal refusal() {
        return refusal;
    }
}
