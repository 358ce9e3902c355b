package org.dicomaccess.keycloak.share;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.keycloak.cache.LocalCache;
import org.keycloak.cache.LocalCacheConfiguration;
import org.keycloak.cache.LocalCacheProvider;
import org.keycloak.models.KeycloakSession;

/**
 * How many codes that lead nowhere an address has tried lately at this node, in each realm. A code
 * cannot be guessed; this keeps the attempt from being a load, and from going unseen.
 */
public final class WrongCodes implements AutoCloseable {
    /** How long a code that leads nowhere is held against its address. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    private static final int ADDRESSES = 10_000;

    private final LocalCache<Origin, AtomicInteger> attempts;

    public WrongCodes(KeycloakSession session) {
        this.attempts =
                session.getProvider(LocalCacheProvider.class)
                        .create(
                                LocalCacheConfiguration.<Origin, AtomicInteger>builder()
                                        .name("dicom-access-wrong-codes")
                                        .maxSize(ADDRESSES)
                                        .expirationAfterCreate((origin, count) -> WINDOW)
                                        .build());
    }

    boolean tooMany(String realmId, String address, int allowed) {
        AtomicInteger count = attempts.get(Origin.of(realmId, address));
        return count != null && count.get() >= allowed;
    }

    /** One at a time, so that none of many at once goes uncounted. */
    synchronized void another(String realmId, String address) {
        Origin origin = Origin.of(realmId, address);
        AtomicInteger count = attempts.get(origin);
        if (count == null) {
            count = new AtomicInteger();
            attempts.put(origin, count);
        }
        count.incrementAndGet();
    }

    @Override
    public void close() {
        attempts.close();
    }

    /** Realms have limits of their own, and one must not close the links of another. */
    private record Origin(String realmId, String network) {
        static Origin of(String realmId, String address) {
            return new Origin(realmId, Network.of(address));
        }
    }
}
