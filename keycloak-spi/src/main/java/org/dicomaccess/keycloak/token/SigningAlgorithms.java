package org.dicomaccess.keycloak.token;

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

    private SigningAlgorithms() {}

    static boolean allowed(String algorithm) {
        return ALLOWED.contains(algorithm);
    }
}
