package org.dicomaccess.keycloak.token;

import java.security.PublicKey;

/**
 * A study token that this realm signed with a key that is still enabled, for the resource server
 * that asks. Whether it is its time is the check's question ({@link
 * org.dicomaccess.keycloak.check.Check}), asked on every call.
 */
public final class AuthenticStudyToken {
    private final StudyToken token;
    private final String keyId;
    private final String algorithm;
    private final PublicKey key;

    // Only the verifier makes one: having one is the proof.
    AuthenticStudyToken(StudyToken token, String keyId, String algorithm, PublicKey key) {
        this.token = token;
        this.keyId = keyId;
        this.algorithm = algorithm;
        this.key = key;
    }

    public StudyToken token() {
        return token;
    }

    String keyId() {
        return keyId;
    }

    String algorithm() {
        return algorithm;
    }

    PublicKey key() {
        return key;
    }
}
