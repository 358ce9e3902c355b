package org.dicomaccess.keycloak.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A compact JWS (RFC 7515 §7.1) cut at its dots and decoded, whoever may have written it. */
final class JwsParts {
    private final JsonNode header;
    private final byte[] signingInput;
    private final byte[] payload;
    private final byte[] signature;

    private JwsParts(JsonNode header, byte[] signingInput, byte[] payload, byte[] signature) {
        this.header = header;
        this.signingInput = signingInput;
        this.payload = payload;
        this.signature = signature;
    }

    /** A JSON object. */
    JsonNode header() {
        return header;
    }

    /** The bytes that were signed. */
    byte[] signingInput() {
        return signingInput;
    }

    byte[] payload() {
        return payload;
    }

    byte[] signature() {
        return signature;
    }

    static JwsParts parse(String text) throws RefusedTokenException {
        if (text.isEmpty()) {
            throw new RefusedTokenException(TokenRefusal.EMPTY, "no token");
        }
        if (text.length() > RawStudyToken.MAX_LENGTH) {
            throw new RefusedTokenException(TokenRefusal.TOO_LONG, text.length() + " characters");
        }
        if (!text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new RefusedTokenException(TokenRefusal.NOT_ASCII, "a character no JWT has");
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new RefusedTokenException(TokenRefusal.NOT_THREE_PARTS, parts.length + " parts");
        }
        JsonNode header =
                StudyTokenJson.object(decode(parts[0]), TokenRefusal.HEADER_NOT_UNDERSTOOD);
        int signed = parts[0].length() + 1 + parts[1].length();
        return new JwsParts(
                header,
                text.substring(0, signed).getBytes(StandardCharsets.US_ASCII),
                decode(parts[1]),
                decode(parts[2]));
    }

    private static byte[] decode(String part) throws RefusedTokenException {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new RefusedTokenException(TokenRefusal.NOT_BASE64URL, "a part");
        }
        // One token, one spelling: otherwise padding and spare bits would let its holder write the
        // same token in many ways, each with its own place in the cache.
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
            throw new RefusedTokenException(
                    TokenRefusal.NOT_BASE64URL, "not the canonical spelling");
        }
        return bytes;
    }
}
