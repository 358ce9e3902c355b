package org.dicomaccess.keycloak.token;

import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable String keyProviderId;

    // Only the verifier makes one: having one is the proof.
    AuthenticStudyToken(
            StudyToken token,
            String keyId,
            String algorithm,
            PublicKey key,
            @Nullable String keyProviderId) {
        this.token = token;
        this.keyId = keyId;
        this.algorithm = algorithm;
        this.key = key;
        this.keyProviderId = keyProviderId;
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

    /** The id of the realm's component that holds the key, when Keycloak says. */
    @Nullable String keyProviderId() {
        return keyProviderId;
    }
}
