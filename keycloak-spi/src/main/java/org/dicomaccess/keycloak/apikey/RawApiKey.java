package org.dicomaccess.keycloak.apikey;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as it came over the wire: well formed, and nothing more is known. Its text is {@code
 * dak.USER.KEY.SECRET}, each part in base64url without padding (RFC 4648 §5): the user's id as
 * text, the 16 bytes of the key's id and 32 random bytes. It says where it is kept, so that no
 * search is needed; it holds letters, digits, {@code .}, {@code _} and {@code -} only, so that it
 * fits a header; and with four parts it is no JWT.
 */
final class RawApiKey {
    private static final String PREFIX = "dak.";

    /** How much room Keycloak's tables have for a user's id. */
    private static final int LONGEST_USER_ID = 255;

    /** For scanners of logs and repositories: the whole form, whose lengths are fixed but one. */
    private static final Pattern FORM =
            Pattern.compile(
                    "dak\\.([A-Za-z0-9_-]{1,1020})\\.([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

    private final String userId;
    private final String keyId;
    private final ApiKeySecret secret;

    RawApiKey(String userId, String keyId, ApiKeySecret secret) {
        this.userId = userId;
        this.keyId = keyId;
        this.secret = secret;
    }

    /** Whether somebody meant to send an API key: no token begins like this. */
    static boolean claimed(String credential) {
        return credential.startsWith(PREFIX);
    }

    /** The key, or nothing when the text is not exactly of the form. */
    static Optional<RawApiKey> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<byte[]> user = decoded(parts.group(1));
        Optional<byte[]> key = decoded(parts.group(2));
        Optional<byte[]> secret = decoded(parts.group(3));
        if (user.isEmpty() || key.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        return userId(user.get())
                .map(id -> new RawApiKey(id, keyId(key.get()), ApiKeySecret.of(secret.get())));
    }

    /** The bytes, when they are written in the one way they can be (RFC 4648 §3.5). */
    private static Optional<byte[]> decoded(String text) {
        if (text.length() % 4 == 1) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        return encoded(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<String> userId(byte[] bytes) {
        try {
            String id =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return id.length() > LONGEST_USER_ID || id.chars().anyMatch(Character::isISOControl)
                    ? Optional.empty()
                    : Optional.of(id);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String keyId(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong()).toString();
    }

    String userId() {
        return userId;
    }

    /** The id of the credential. */
    String keyId() {
        return keyId;
    }

    ApiKeySecret secret() {
        return secret;
    }

    /** The whole key, for the one time it is shown. */
    String text() {
        UUID id = UUID.fromString(keyId);
        byte[] key =
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        return PREFIX
                + String.join(
                        ".",
                        encoded(userId.getBytes(StandardCharsets.UTF_8)),
                        encoded(key),
                        encoded(secret.bytes()));
    }

    @Override
    public String toString() {
        return "RawApiKey[" + keyId + "]";
    }
}
