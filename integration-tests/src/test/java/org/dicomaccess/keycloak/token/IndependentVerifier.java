package org.dicomaccess.keycloak.token;

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
 * A resource server that knows nothing of this project: it verifies access tokens as RFC 9068 §4
 * says, with the keys that the realm publishes.
 */
public final class IndependentVerifier {
    private final String issuer;

    public IndependentVerifier(String issuer) {
        this.issuer = issuer;
    }

    public JWTClaimsSet verify(String token, JWSAlgorithm algorithm, String audience) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(
                        algorithm, new ImmutableJWKSet<>(publishedKeys())));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        audience,
                        new JWTClaimsSet.Builder().issuer(issuer).build(),
                        Set.of("sub", "client_id", "iat", "exp", "jti", "scope"));
        claims.setMaxClockSkew(0);
        processor.setJWTClaimsSetVerifier(claims);
        try {
            return processor.process(token, null);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new AssertionError("refused by an independent verifier", e);
        }
    }

    private JWKSet publishedKeys() {
        try {
            return JWKSet.load(URI.create(issuer + "/protocol/openid-connect/certs").toURL());
        } catch (IOException | ParseException e) {
            throw new AssertionError("the realm's published keys cannot be read", e);
        }
    }
}
