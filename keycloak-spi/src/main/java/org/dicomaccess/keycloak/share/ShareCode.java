package org.dicomaccess.keycloak.share;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret part of a share link, as it came or as it was just made. Its text never appears in
 * {@link #toString()}, so that it cannot reach a log by accident.
 *
 * @param value 24 URL-safe characters (144 random bits) for one that was made here; anything for
 *     one that came over the wire
 */
public record ShareCode(String value) {
    private static final int BYTES = 18;

    /** A new one that nobody can guess. */
    static ShareCode random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ShareCode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * What is stored and looked up in its place, 43 URL-safe characters. Whatever was sent is
     * hashed, so that finding nothing takes as long as finding something; and a code has more
     * randomness than anybody can try, so that a plain digest is enough.
     */
    public String hash() {
        return digest(value);
    }

    /** SHA-256 in base64url. */
    static String digest(String secret) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ShareCode[" + value.length() + " characters]";
    }
}
