package org.dicomaccess.keycloak.token;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.PublicKey;
import java.util.Objects;
import java.util.Optional;
import org.dicomaccess.keycloak.token.VerifiedTokens.Verified;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.VerificationException;
import org.keycloak.common.util.Time;
import org.keycloak.component.ComponentModel;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/**
 * Tells the study tokens of the session's realm from everything else that may be sent in their
 * place: {@link RawStudyToken} in, {@link AuthenticStudyToken} out.
 */
public final class StudyTokenVerifier {
    private static final long KEY_SEEN_FOR_MILLIS = 1_000;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final VerifiedTokens known;

    public StudyTokenVerifier(KeycloakSession session, VerifiedTokens known) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.known = known;
    }

    /**
     * The token behind this text, when this realm signed it for this audience with a key that is
     * still enabled. Expiry is not looked at: that is for the check, which knows the clock.
     *
     * @param audience the client id of the resource server that asks
     * @throws RefusedTokenException with the reason, for everything else
     */
    public AuthenticStudyToken verify(RawStudyToken raw, String audience)
            throws RefusedTokenException {
        AuthenticStudyToken token = verify(raw);
        if (!token.token().grant().audience().equals(audience)) {
            throw new RefusedTokenException(TokenRefusal.AUDIENCE_WRONG, "aud");
        }
        return token;
    }

    /** The same for whichever audience the token names. */
    public AuthenticStudyToken verify(RawStudyToken raw) throws RefusedTokenException {
        Optional<Verified> remembered = known.find(realm, raw);
        if (remembered.isPresent()) {
            requireKeyStillEnabled(raw, remembered.get());
            return remembered.get().token();
        }
        AuthenticStudyToken token = verifySignature(raw);
        requireIssuer(token.token().issuer());
        remember(raw, token);
        return token;
    }

    private void remember(RawStudyToken raw, AuthenticStudyToken token) {
        known.remember(
                realm, raw, new Verified(token, keyComponent(token), Time.currentTimeMillis()));
    }

    private @Nullable ComponentModel keyComponent(AuthenticStudyToken token) {
        String provider = token.keyProviderId();
        return provider == null ? null : realm.getComponent(provider);
    }

    private AuthenticStudyToken verifySignature(RawStudyToken raw) throws RefusedTokenException {
        JwsCompact jws = JwsCompact.parse(raw);
        KeyWrapper key =
                enabledKey(jws.keyId(), jws.algorithm())
                        .orElseThrow(
                                () -> new RefusedTokenException(TokenRefusal.KEY_UNKNOWN, "kid"));
        if (!signatureHolds(jws, key)) {
            throw new RefusedTokenException(TokenRefusal.SIGNATURE_WRONG, "signature");
        }
        return new AuthenticStudyToken(
                StudyTokenJson.read(jws.payload()),
                jws.keyId(),
                jws.algorithm(),
                (PublicKey) key.getPublicKey(),
                key.getProviderId());
    }

    private boolean signatureHolds(JwsCompact jws, KeyWrapper key) {
        SignatureProvider signatures =
                session.getProvider(SignatureProvider.class, jws.algorithm());
        try {
            return signatures != null
                    && SigningAlgorithms.lengthFits(jws.algorithm(), jws.signature())
                    && signatures.verifier(key).verify(jws.signingInput(), jws.signature());
        } catch (VerificationException e) {
            // A signature of the wrong length or a key of another kind: as wrong as any other.
            return false;
        }
    }

    /** Passive keys count: they were rotated out of signing, not withdrawn. */
    private Optional<KeyWrapper> enabledKey(String keyId, String algorithm) {
        return Optional.ofNullable(session.keys().getKey(realm, keyId, KeyUse.SIG, algorithm))
                .filter(key -> algorithm.equals(key.getAlgorithmOrDefault()))
                .filter(key -> key.getPublicKey() instanceof PublicKey);
    }

    /**
     * Asking Keycloak for a key sets up every key provider of the realm, so as long as the
     * component that holds the key is the very object it was, it is asked only once a second: for
     * providers that know more than their component says.
     */
    private void requireKeyStillEnabled(RawStudyToken raw, Verified verified)
            throws RefusedTokenException {
        AuthenticStudyToken token = verified.token();
        ComponentModel component = keyComponent(token);
        if (component != null
                && component == verified.keyComponent()
                && Time.currentTimeMillis() - verified.keySeenAt() < KEY_SEEN_FOR_MILLIS) {
            return;
        }
        // Equal keys and not just equal ids: an administrator may give a new key an old id.
        boolean same =
                enabledKey(token.keyId(), token.algorithm())
                        .filter(key -> Objects.equals(key.getPublicKey(), token.key()))
                        .isPresent();
        if (!same) {
            throw new RefusedTokenException(TokenRefusal.KEY_UNKNOWN, "no longer enabled");
        }
        remember(raw, token);
    }

    /**
     * The issuer must be this realm, but the host in it may be any: a link is minted through one
     * host name and checked through another, and the signature already binds the realm's keys.
     */
    private void requireIssuer(String issuer) throws RefusedTokenException {
        String own =
                URI.create(
                                Urls.realmIssuer(
                                        session.getContext().getUri(UrlType.FRONTEND).getBaseUri(),
                                        realm.getName()))
                        .getRawPath();
        try {
            URI uri = new URI(issuer);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && own.equals(uri.getRawPath())) {
                return;
            }
        } catch (URISyntaxException e) {
            // Falls through to the refusal that any other wrong issuer gets.
        }
        throw new RefusedTokenException(TokenRefusal.ISSUER_WRONG, "iss");
    }
}
