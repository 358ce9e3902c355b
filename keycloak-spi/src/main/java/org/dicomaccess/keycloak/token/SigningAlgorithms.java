package org.dicomaccess.keycloak.token;

import java.util.Map;
import java.util.Set;
import org.keycloak.crypto.Algorithm;

/**
 * The algorithms a study token may be signed with. Only asymmetric ones: a resource server must be
 * able to verify with the realm's published keys, and a public key must never serve as a secret.
 */
final class SigningAlgorithms {
    /** Short signatures and quick to verify, so it comes first where the realm has such a key. */
    static final String PREFERRED = Algorithm.ES256;

    static final String FALLBACK = Algorithm.RS256;

    private static final Set<String> ALLOWED =
            Set.of(
                    Algorithm.ES256,
                    Algorithm.ES384,
                    Algorithm.ES512,
                    Algorithm.RS256,
                    Algorithm.RS384,
                    Algorithm.RS512,
                    Algorithm.PS256,
                    Algorithm.PS384,
                    Algorithm.PS512,
                    Algorithm.EdDSA);

    /** Bytes of a signature, both numbers together (RFC 7518 §3.4). */
    private static final Map<String, Integer> ECDSA_LENGTHS =
            Map.of(Algorithm.ES256, 64, Algorithm.ES384, 96, Algorithm.ES512, 132);

    private SigningAlgorithms() {}

    /**
     * Whether a signature is as long as those of its algorithm. Keycloak itself ignores what comes
     * behind an ECDSA signature, so that one token could be written in any number of ways.
     */
    static boolean lengthFits(String algorithm, byte[] signature) {
        Integer length = ECDSA_LENGTHS.get(algorithm);
        return length == null || length == signature.length;
    }

    static boolean allowed(String algorithm) {
        return ALLOWED.contains(algorithm);
    }
}
