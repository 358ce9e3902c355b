package org.dicomaccess.keycloak.mapper;

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
import java.util.List;
import java.util.Set;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * A resource server that knows nothing of this project: it verifies tokens of the realm with the
 * keys that the realm publishes, and reads their claims.
 */
final class OrdinaryResourceServer {
    private final String issuer;

    OrdinaryResourceServer(ManagedRealm realm) {
        this.issuer = realm.getBaseUrl();
    }

    /** The claims of a token that is good for this audience, whichever others it is for. */
    JWTClaimsSet verify(String token, String audience) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(
                        JWSAlgorithm.RS256, new ImmutableJWKSet<>(publishedKeys())));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        audience,
                        new JWTClaimsSet.Builder().issuer(issuer).build(),
                        Set.of("iat", "exp", "jti"));
        claims.setMaxClockSkew(0);
        processor.setJWTClaimsSetVerifier(claims);
        try {
            return processor.process(token, null);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new AssertionError("refused by an independent verifier", e);
        }
    }

    /** A claim of texts; null when the token has none. */
    static List<String> texts(JWTClaimsSet claims, String name) {
        try {
            return claims.getStringListClaim(name);
        } catch (ParseException e) {
            throw new AssertionError(name + " is no array of texts", e);
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
