package org.dicomaccess.keycloak.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.cache.LocalCache;
import org.keycloak.cache.LocalCacheConfiguration;
import org.keycloak.cache.LocalCacheProvider;
import org.keycloak.common.util.Time;
import org.keycloak.component.ComponentModel;
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
    private final LocalCache<Key, Verified> cache;

    /**
     * @param maxSize how many tokens are remembered at most; about 2 kB each
     */
    public VerifiedTokens(KeycloakSession session, int maxSize) {
        this.cache =
                session.getProvider(LocalCacheProvider.class)
                        .create(
                                LocalCacheConfiguration.<Key, Verified>builder()
                                        .name("dicom-access-verified-tokens")
                                        .maxSize(maxSize)
                                        .expirationAfterCreate(
                                                (key, verified) -> remaining(verified.token()))
                                        .build());
    }

    Optional<Verified> find(RealmModel realm, RawStudyToken raw) {
        return Optional.ofNullable(cache.get(Key.of(realm, raw)));
    }

    void remember(RealmModel realm, RawStudyToken raw, Verified verified) {
        if (remaining(verified.token()).toSeconds() > 0) {
            cache.put(Key.of(realm, raw), verified);
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

    /**
     * A token and when its key was last seen enabled.
     *
     * @param keyComponent the realm's component that holds the key, as it was then; Keycloak makes
     *     a new one whenever anything in the realm changes
     * @param keySeenAt milliseconds of {@link Time}
     */
    record Verified(
            AuthenticStudyToken token, @Nullable ComponentModel keyComponent, long keySeenAt) {}

    /** With the realm's name, since that is in the issuer: a realm that is renamed is another. */
    private record Key(String realmId, String realmName, String token) {
        static Key of(RealmModel realm, RawStudyToken raw) {
            return new Key(realm.getId(), realm.getName(), raw.value());
        }
    }
}
