package org.dicomaccess.keycloak.apikey;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.jboss.logging.Logger;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelIllegalStateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The API keys of a realm: made, listed, revoked, and verified with one read by primary key however
 * many there are.
 */
public final class ApiKeys {
    private static final Logger LOG = Logger.getLogger(ApiKeys.class);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final RealmSettings settings;
    private final KeyStore store;
    private final LastUses lastUses;
    private final SecureRandom random;
    private final Instant now;

    public ApiKeys(
            KeycloakSession session,
            RealmSettings settings,
            LastUses lastUses,
            SecureRandom random,
            Instant now) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.settings = settings;
        this.store = new KeyStore(session, realm);
        this.lastUses = lastUses;
        this.random = random;
        this.now = now;
    }

    /** Whether a credential is meant to be an API key, good or bad. */
    public static boolean claimed(String credential) {
        return RawApiKey.claimed(credential);
    }

    /**
     * The key and its owner, when it is one of this realm's in force and its owner is enabled; its
     * use is remembered. Writes nothing.
     *
     * @param key as it came
     * @param taken whether keys of this owner are taken where it came; one that is not was not used
     */
    public Optional<VerifiedApiKey> verify(String key, Predicate<UserModel> taken) {
        Optional<VerifiedApiKey> verified = RawApiKey.parse(key).flatMap(raw -> verify(raw, taken));
        if (verified.isEmpty()) {
            LOG.debug("Not an API key in force");
        }
        return verified;
    }

    private Optional<VerifiedApiKey> verify(RawApiKey raw, Predicate<UserModel> taken) {
        UserModel user = session.users().getUserById(realm, raw.userId());
        if (user == null || !user.isEnabled() || !canOwn(user)) {
            return Optional.empty();
        }
        Optional<ApiKey> key =
                store.find(user, raw.keyId())
                        .filter(credential -> proven(raw, credential))
                        .flatMap(ApiKeyCredential::key)
                        .filter(found -> !found.expired(now))
                        .filter(found -> taken.test(user));
        key.ifPresent(found -> lastUses.used(used(user, found), now));
        return key.map(found -> new VerifiedApiKey(user, found));
    }

    private static boolean proven(RawApiKey raw, ApiKeyCredential credential) {
        return credential
                .hash()
                .filter(hash -> raw.secret().matches(raw.userId(), hash))
                .isPresent();
    }

    /** Whether a user can own keys: Keycloak keeps no credentials of a client's service account. */
    public static boolean canOwn(UserModel user) {
        return user.getServiceAccountClientLink() == null;
    }

    /** A user's keys, newest first; also those whose time is over. */
    public List<ApiKey> of(UserModel user) {
        return store.all(user)
                .flatMap(credential -> credential.key().stream())
                .map(key -> withUse(user, key))
                .sorted(
                        Comparator.comparing(ApiKey::created)
                                .reversed()
                                .thenComparing(ApiKey::name))
                .toList();
    }

    /** One of a user's keys. */
    public Optional<ApiKey> find(UserModel user, String id) {
        return id.indexOf('\0') < 0
                ? store.find(user, id).flatMap(ApiKeyCredential::key).map(key -> withUse(user, key))
                : Optional.empty();
    }

    private ApiKey withUse(UserModel user, ApiKey key) {
        return lastUses.unrecorded(used(user, key)).map(key::usedAt).orElse(key);
    }

    /**
     * Makes a key.
     *
     * @param owners the permissions that its owner has now
     * @param client that the owner asked through, for the event
     * @throws InvalidApiKeyException when it may not be made like this
     */
    public GivenApiKey create(
            UserModel user, Set<String> owners, NewApiKey wanted, ClientModel client) {
        Optional<Instant> expires = ApiKeyLimits.of(settings).end(wanted, owners, of(user), now);
        ApiKeySecret secret = ApiKeySecret.random(random);
        Instant created = now.truncatedTo(ChronoUnit.SECONDS);
        CredentialModel stored =
                user.credentialManager()
                        .createStoredCredential(
                                ApiKeyCredential.of(
                                        wanted.name(),
                                        wanted.permissions(),
                                        created,
                                        expires,
                                        secret.hash(user.getId())));
        ApiKey key =
                new ApiKey(
                        stored.getId(),
                        wanted.name(),
                        wanted.permissions(),
                        created,
                        expires,
                        Optional.empty());
        event(EventType.UPDATE_CREDENTIAL, user, key).client(client).success();
        return new GivenApiKey(key, new RawApiKey(user.getId(), key.id(), secret).text());
    }

    /**
     * Revokes a key of its owner's own; from then on it is refused.
     *
     * @param client that the owner asked through, for the event
     * @return whether there was one
     */
    public boolean revoke(UserModel user, ApiKey key, ClientModel client) {
        boolean revoked = remove(user, key);
        if (revoked) {
            event(EventType.REMOVE_CREDENTIAL, user, key).client(client).success();
        }
        return revoked;
    }

    /**
     * Revokes a key of somebody else's, who is not the one to have an event.
     *
     * @return whether there was one
     */
    public boolean remove(UserModel user, ApiKey key) {
        try {
            return user.credentialManager().removeStoredCredentialById(key.id());
        } catch (ModelIllegalStateException e) {
            // Somebody else removed it this very moment.
            session.getTransactionManager().setRollbackOnly();
            return false;
        }
    }

    private EventBuilder event(EventType type, UserModel user, ApiKey key) {
        return new EventBuilder(realm, session, session.getContext().getConnection())
                .event(type)
                .user(user)
                .detail(Details.CREDENTIAL_TYPE, ApiKeyCredential.TYPE)
                .detail(Details.CREDENTIAL_ID, key.id())
                .detail(Details.CREDENTIAL_USER_LABEL, key.name());
    }

    private static UsedKey used(UserModel user, ApiKey key) {
        return new UsedKey(user.getId(), key.id());
    }
}
