package org.dicomaccess.keycloak.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.cache.LocalCache;
import org.keycloak.cache.LocalCacheConfiguration;
import org.keycloak.cache.LocalCacheProvider;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Study tokens whose signature this node has verified, so that it is verified once per token and
 * not once per call. Bounded, and only tokens of this server get in: a stranger cannot fill it.
 *
 * <p>What can change after the signature (key, client and realm enabled, time) is not remembered
 * here but looked at on every call.
 */
public final class VerifiedTokens implements AutoCloseable {
    private final LocalCache<Key, AuthenticStudyToken> cache;

    /**
     * @param maxSize how many tokens are remembered at most; about 2 kB each
     */
    public VerifiedTokens(KeycloakSession session, int maxSize) {
        this.cache =
                session.getProvider(LocalCacheProvider.class)
                        .create(
                                LocalCacheConfiguration.<Key, AuthenticStudyToken>builder()
                                        .name("dicom-access-verified-tokens")
                                        .maxSize(maxSize)
                                        .expirationAfterCreate((key, token) -> remaining(token))
                                        .build());
    }

    Optional<AuthenticStudyToken> find(RealmModel realm, RawStudyToken raw) {
        return Optional.ofNullable(cache.get(Key.of(realm, raw)));
    }

    void remember(RealmModel realm, RawStudyToken raw, AuthenticStudyToken token) {
        if (remaining(token).toSeconds() > 0) {
            cache.put(Key.of(realm, raw), token);
        }
    }

    @Override
    public void close() {
        cache.close();
    }

    private static Duration remaining(AuthenticStudyToken token) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        Duration left = Duration.between(now, token.token().grant().expires());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** With the realm's name, since that is in the issuer: a realm that is renamed is another. */
    private record Key(String realmId, String realmName, String token) {
        static Key of(RealmModel realm, RawStudyToken raw) {
            return new Key(realm.getId(), realm.getName(), raw.value());
        }
    }
}
