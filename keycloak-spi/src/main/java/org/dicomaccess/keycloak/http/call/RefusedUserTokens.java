package org.dicomaccess.keycloak.http.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.keycloak.cache.LocalCache;
import org.keycloak.cache.LocalCacheConfiguration;
import org.keycloak.cache.LocalCacheProvider;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.KeycloakSession;

/**
 * Access tokens of users that Keycloak refused a moment ago: it looks for a sign-in that is over in
 * the database, each time, so whoever keeps asking with such a token would keep that busy.
 * Forgotten soon, since a user who was disabled may be enabled again.
 */
public final class RefusedUserTokens implements AutoCloseable {
    private static final int MOST = 10_000;
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final LocalCache<Key, Boolean> refused;

    public RefusedUserTokens(KeycloakSession session) {
        this.refused =
                session.getProvider(LocalCacheProvider.class)
                        .create(
                                LocalCacheConfiguration.<Key, Boolean>builder()
                                        .name("dicom-access-refused-user-tokens")
                                        .maxSize(MOST)
                                        .expirationAfterCreate((token, yes) -> REMEMBERED)
                                        .build());
    }

    boolean contain(String realmId, String accessToken) {
        return refused.get(Key.of(realmId, accessToken)) != null;
    }

    void add(String realmId, String accessToken) {
        refused.put(Key.of(realmId, accessToken), true);
    }

    @Override
    public void close() {
        refused.close();
    }

    /**
     * Hashed: a token may be some kilobytes long, and what is refused here may be good elsewhere.
     */
    private record Key(String realmId, String hash) {
        static Key of(String realmId, String accessToken) {
            return new Key(realmId, HashUtils.sha256UrlEncodedHash(accessToken, UTF_8));
        }
    }
}
