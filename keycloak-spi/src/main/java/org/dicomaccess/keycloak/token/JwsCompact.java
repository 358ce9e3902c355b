package org.dicomaccess.keycloak.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.Set;

/** The three parts of a compact JWS (RFC 7515 §7.1), taken apart without believing any of them. */
final class JwsCompact {
    private static final String HEADER_TYPE = "at+jwt";

    /**
     * Header parameters that this realm writes. Any other (an embedded key, a key's address, {@code
     * crit}) means that somebody else wrote the header. {@code crv} comes with Keycloak's EdDSA.
     */
    private static final Set<String> KNOWN_PARAMETERS = Set.of("alg", "typ", "kid", "crv");

    private final String keyId;
    private final String algorithm;
    private final byte[] signingInput;
    private final byte[] payload;
    private final byte[] signature;

    private JwsCompact(
            String keyId, String algorithm, byte[] signingInput, byte[] payload, byte[] signature) {
        this.keyId = keyId;
        this.algorithm = algorithm;
        this.signingInput = signingInput;
        this.payload = payload;
        this.signature = signature;
    }

    /** The header's {@code kid}. */
    String keyId() {
        return keyId;
    }

    /** The header's {@code alg}; only a hint which algorithm the key must have. */
    String algorithm() {
        return algorithm;
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

    static JwsCompact parse(RawStudyToken raw) throws RefusedTokenException {
        String text = raw.value();
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
        for (Iterator<String> names = header.fieldNames(); names.hasNext(); ) {
            if (!KNOWN_PARAMETERS.contains(names.next())) {
                throw new RefusedTokenException(
                        TokenRefusal.HEADER_NOT_UNDERSTOOD, "a parameter this realm never writes");
            }
        }
        String algorithm = header.path("alg").textValue();
        if (algorithm == null || !SigningAlgorithms.allowed(algorithm)) {
            throw new RefusedTokenException(TokenRefusal.ALGORITHM_NOT_ALLOWED, "alg");
        }
        if (!HEADER_TYPE.equals(header.path("typ").textValue())) {
            throw new RefusedTokenException(TokenRefusal.HEADER_TYPE_WRONG, "typ");
        }
        String keyId = header.path("kid").textValue();
        if (keyId == null) {
            throw new RefusedTokenException(TokenRefusal.KEY_UNKNOWN, "no kid");
        }
        int signed = parts[0].length() + 1 + parts[1].length();
        return new JwsCompact(
                keyId,
                algorithm,
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
