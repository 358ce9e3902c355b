package org.dicomaccess.keycloak.http.call;

import java.time.Duration;
import org.keycloak.cache.LocalCache;
import org.keycloak.cache.LocalCacheConfiguration;
import org.keycloak.cache.LocalCacheProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Sign-ins that were found to be over a moment ago: whoever keeps asking with a token of one must
 * not keep the database busy. Forgotten soon, since a user who was disabled may be enabled again.
 */
public final class EndedSignIns implements AutoCloseable {
    private static final int MOST = 10_000;
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final LocalCache<String, Boolean> ended;

    public EndedSignIns(KeycloakSession session) {
        this.ended =
                session.getProvider(LocalCacheProvider.class)
                        .create(
                                LocalCacheConfiguration.<String, Boolean>builder()
                                        .name("dicom-access-ended-sign-ins")
                                        .maxSize(MOST)
                                        .expirationAfterCreate((id, over) -> REMEMBERED)
                                        .build());
    }

    boolean contain(String sessionId) {
        return ended.get(sessionId) != null;
    }

    void add(String sessionId) {
        ended.put(sessionId, true);
    }

    @Override
    public void close() {
        ended.close();
    }
}
