package org.dicomaccess.keycloak.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What only the holder of an API key knows: 256 random bits. They never appear in {@link
 * #toString()}, so that they cannot reach a log by accident.
 */
final class ApiKeySecret {
    static final int BYTES = 32;

    private final byte[] bytes;

    private ApiKeySecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A new one that nobody can guess. */
    static ApiKeySecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ApiKeySecret(bytes);
    }

    /**
     * One that somebody sent.
     *
     * @param bytes {@value #BYTES} of them
     */
    static ApiKeySecret of(byte[] bytes) {
        return new ApiKeySecret(bytes.clone());
    }

    /** A copy of it, for the one text that shows it. */
    byte[] bytes() {
        return bytes.clone();
    }

    /**
     * What is stored in its place, SHA-256 in base64url. There is more randomness in it than
     * anybody can try, so that a plain digest is enough. The user's id is part of it: a key that
     * names somebody else matches nothing, whichever store its credential comes from.
     */
    String hash(String userId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(userId.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether this is what was hashed; takes as long whatever is different. */
    boolean matches(String userId, String hash) {
        return MessageDigest.isEqual(
                hash(userId).getBytes(StandardCharsets.US_ASCII),
                hash.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ApiKeySecret";
    }
}
