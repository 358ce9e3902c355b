package org.dicomaccess.keycloak.token;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Grant;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/** Turns a grant into a signed study token of the session's realm. */
public final class StudyTokenMinter {
    private static final int ID_BYTES = 16;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final SecureRandom random;

    public StudyTokenMinter(KeycloakSession session, SecureRandom random) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.random = random;
    }

    /**
     * A study token for this grant in its compact serialization.
     *
     * @param client the client it is issued to; also its subject, since no user stands behind it
     * @param issuedAt now, in whole seconds
     */
    public String mint(Grant grant, TokenType type, String client, Instant issuedAt) {
        return mint(grant, type, client, issuedAt, Optional.empty());
    }

    /** The same for a share, with which the token ends. */
    public String mint(
            Grant grant, TokenType type, String client, Instant issuedAt, String shareId) {
        return mint(grant, type, client, issuedAt, Optional.of(shareId));
    }

    /**
     * A study token in place of another token (RFC 8693).
     *
     * @param origin what the other token stands for, and ends with
     * @param client the client that asked, and is issued this one
     * @param actor who acts for the subject with it
     */
    public String exchange(
            Grant grant, TokenOrigin origin, String client, ActingParty actor, Instant issuedAt) {
        return sign(
                new StudyToken(
                        newId(),
                        issuer(),
                        origin.subject(),
                        client,
                        issuedAt,
                        origin.type(),
                        origin.shareId(),
                        Optional.of(actor),
                        origin.sessionId(),
                        grant));
    }

    private String mint(
            Grant grant,
            TokenType type,
            String client,
            Instant issuedAt,
            Optional<String> shareId) {
        return sign(
                new StudyToken(
                        newId(),
                        issuer(),
                        client,
                        client,
                        issuedAt,
                        type,
                        shareId,
                        Optional.empty(),
                        Optional.empty(),
                        grant));
    }

    private String sign(StudyToken token) {
        KeyWrapper key = signingKey();
        SignatureProvider signatures =
                session.getProvider(SignatureProvider.class, key.getAlgorithmOrDefault());
        return new JWSBuilder()
                .type("at+jwt")
                .content(StudyTokenJson.write(token))
                .sign(signatures.signer(key));
    }

    private KeyWrapper signingKey() {
        return activeKey(SigningAlgorithms.PREFERRED)
                .or(
                        () ->
                                Optional.ofNullable(realm.getDefaultSignatureAlgorithm())
                                        .filter(SigningAlgorithms::allowed)
                                        .flatMap(this::activeKey))
                // Keycloak makes a missing key of its usual algorithm itself.
                .orElseGet(
                        () ->
                                session.keys()
                                        .getActiveKey(
                                                realm, KeyUse.SIG, SigningAlgorithms.FALLBACK));
    }

    private Optional<KeyWrapper> activeKey(String algorithm) {
        return session.keys()
                .getKeysStream(realm, KeyUse.SIG, algorithm)
                .filter(key -> key.getStatus().isActive() && key.getPrivateKey() != null)
                .findFirst();
    }

    private String issuer() {
        return Urls.realmIssuer(
                session.getContext().getUri(UrlType.FRONTEND).getBaseUri(), realm.getName());
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
