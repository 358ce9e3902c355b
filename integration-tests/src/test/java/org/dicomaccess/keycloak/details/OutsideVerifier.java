package org.dicomaccess.keycloak.details;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Set;

/**
 * Verifies Keycloak's own access tokens with the keys that the realm publishes, for one audience.
 */
final class OutsideVerifier {
    private final String issuer;

    OutsideVerifier(String issuer) {
        this.issuer = issuer;
    }

    JWTClaimsSet verify(String token, String audience) {
        try {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT));
            processor.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(
                            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256),
                            new ImmutableJWKSet<>(
                                    JWKSet.load(
                                            URI.create(issuer + "/protocol/openid-connect/certs")
                                                    .toURL()))));
            processor.setJWTClaimsSetVerifier(
                    new DefaultJWTClaimsVerifier<>(
                            audience,
                            new JWTClaimsSet.Builder().issuer(issuer).build(),
                            Set.of("sub", "azp", "iat", "exp", "jti")));
            return processor.process(token, null);
        } catch (ParseException | BadJOSEException | JOSEException | IOException e) {
            throw new AssertionError("refused by an independent verifier", e);
        }
    }
}
