package org.dicomaccess.keycloak.http.call;

import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dicomaccess.keycloak.apikey.ApiKeys;
import org.dicomaccess.keycloak.apikey.LastUses;
import org.dicomaccess.keycloak.mapper.GrantedStudies;
import org.dicomaccess.keycloak.profile.UserProfiles;
import org.dicomaccess.keycloak.roles.Roles;
import org.dicomaccess.keycloak.roles.jpa.JpaRoleStore;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.KnownShares;
import org.dicomaccess.keycloak.share.ShareCode;
import org.dicomaccess.keycloak.share.ShareLimits;
import org.dicomaccess.keycloak.share.ShareOpening;
import org.dicomaccess.keycloak.share.ShareStore;
import org.dicomaccess.keycloak.share.Shares;
import org.dicomaccess.keycloak.share.jpa.JpaShareStore;
import org.dicomaccess.keycloak.token.RevokedStudyTokens;
import org.dicomaccess.keycloak.token.StudyTokenMinter;
import org.dicomaccess.keycloak.token.StudyTokenVerifier;
import org.dicomaccess.keycloak.token.TokenType;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.urls.UrlType;

/** What the doors need for one request: the realm, its settings, and the services of the core. */
public final class DicomAccess {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final RealmSettings settings;
    private final ServerMemory memory;

    public DicomAccess(KeycloakSession session, ServerMemory memory) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.settings = new RealmSettings(realm);
        this.memory = memory;
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
        if (type.isInstant()) {
            return settings.instantMaximumLifetime();
        }
        return type.isPublication() ? settings.shareMaximumLifetime() : settings.maximumLifetime();
    }

    /** Now, by Keycloak's clock. */
    public Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    public StudyTokenMinter minter() {
        return new StudyTokenMinter(session, memory.random());
    }

    public StudyTokenVerifier verifier() {
        return new StudyTokenVerifier(session, memory.verifiedTokens());
    }

    public StudyTokens studyTokens() {
        return new StudyTokens(this);
    }

    public GrantedStudies grantedStudies() {
        return new GrantedStudies(session, memory.givenStudies());
    }

    RefusedUserTokens refusedUserTokens() {
        return memory.refusedUserTokens();
    }

    public SignIns signIns() {
        return new SignIns(session, memory.endedSignIns());
    }

    public RevokedStudyTokens revokedTokens() {
        return new RevokedStudyTokens(session);
    }

    public HeldGrants heldGrants() {
        return new HeldGrants(this);
    }

    /** Whoever sends a credential, of any kind. */
    public Bearers bearers() {
        return new Bearers(this);
    }

    public KnownShares knownShares() {
        return memory.knownShares();
    }

    public Shares shares() {
        return new Shares(
                session,
                ShareLimits.of(settings),
                store(),
                memory.knownShares(),
                minter(),
                memory.random(),
                now());
    }

    public ShareOpening shareOpening() {
        return new ShareOpening(
                session, settings, store(), minter(), memory.wrongCodes(), memory.random(), now());
    }

    public ApiKeys apiKeys() {
        return new ApiKeys(session, settings, memory.lastUses(), memory.random(), now());
    }

    /** When API keys were last used. */
    public LastUses lastUses() {
        return memory.lastUses();
    }

    /** Takes back what this call has recorded, once it turns out that it must be refused. */
    public void undo() {
        session.getTransactionManager().setRollbackOnly();
    }

    /** The link of a share, as people reach this server. */
    public URI shareLink(ShareCode code) {
        return frontend().path("s/{code}").build(realm.getName(), code.value());
    }

    /**
     * An address below this realm's endpoint, as people reach this server; the realm's name is the
     * first value.
     */
    public UriBuilder frontend() {
        return UriBuilder.fromUri(session.getContext().getUri(UrlType.FRONTEND).getBaseUri())
                .path("realms/{realm}/dicom-access/");
    }

    public RealmSettings settings() {
        return settings;
    }

    public Roles roles() {
        return new Roles(session, new JpaRoleStore(session, realm.getId()));
    }

    private ShareStore store() {
        return new JpaShareStore(session, realm.getId());
    }

    public UserProfiles profiles() {
        return new UserProfiles(session);
    }

    public boolean enabled() {
        return settings.enabled();
    }
}
