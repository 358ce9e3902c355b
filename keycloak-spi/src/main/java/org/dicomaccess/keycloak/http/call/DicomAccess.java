package org.dicomaccess.keycloak.http.call;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dicomaccess.keycloak.profile.UserProfiles;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.StudyTokenMinter;
import org.dicomaccess.keycloak.token.StudyTokenVerifier;
import org.dicomaccess.keycloak.token.TokenType;
import org.dicomaccess.keycloak.token.VerifiedTokens;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What the doors need for one request: the realm, its settings, and the services of the core. */
public final class DicomAccess {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final RealmSettings settings;
    private final VerifiedTokens verifiedTokens;
    private final SecureRandom random;

    public DicomAccess(
            KeycloakSession session, VerifiedTokens verifiedTokens, SecureRandom random) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.settings = new RealmSettings(realm);
        this.verifiedTokens = verifiedTokens;
        this.random = random;
    }

    public KeycloakSession session() {
        return session;
    }

    public RealmModel realm() {
        return realm;
    }

    public Optional<ResourceServer> resourceServer(String clientId) {
        return ResourceServer.find(realm, clientId);
    }

    public Duration validity() {
        return settings.validity();
    }

    /** The longest life of a study token of this type. */
    public Duration maximumLifetime(TokenType type) {
        return type.isInstant() ? settings.instantMaximumLifetime() : settings.maximumLifetime();
    }

    /** Now, by Keycloak's clock. */
    public Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    public StudyTokenMinter minter() {
        return new StudyTokenMinter(session, random);
    }

    public StudyTokenVerifier verifier() {
        return new StudyTokenVerifier(session, verifiedTokens);
    }

    public UserProfiles profiles() {
        return new UserProfiles(session);
    }

    public boolean enabled() {
        return settings.enabled();
    }
}
