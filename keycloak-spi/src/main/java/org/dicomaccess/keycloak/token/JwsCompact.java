package org.dicomaccess.keycloak.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;

/** A JWS with the header of a study token; neither it nor the rest is believed yet. */
final class JwsCompact {
    private static final String HEADER_TYPE = "at+jwt";

    /**
     * Header parameters that this realm writes. Any other (an embedded key, a key's address, {@code
     * crit}) means that somebody else wrote the header. {@code crv} comes with Keycloak's EdDSA.
     */
    private static final Set<String> KNOWN_PARAMETERS = Set.of("alg", "typ", "kid", "crv");

    private final String keyId;
    private final String algorithm;
    private final JwsParts parts;

    private JwsCompact(String keyId, String algorithm, JwsParts parts) {
        this.keyId = keyId;
        this.algorithm = algorithm;
        this.parts = parts;
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
        return parts.signingInput();
    }

    byte[] payload() {
        return parts.payload();
    }

    byte[] signature() {
        return parts.signature();
    }

    static JwsCompact parse(RawStudyToken raw) throws RefusedTokenException {
        JwsParts parts = JwsParts.parse(raw.value());
        JsonNode header = parts.header();
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
        return new JwsCompact(keyId, algorithm, parts);
    }
}
