package org.dicomaccess.keycloak.share;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.keycloak.cache.LocalCache;
import org.keycloak.cache.LocalCacheConfiguration;
import org.keycloak.cache.LocalCacheProvider;
import org.keycloak.models.KeycloakSession;

/**
 * How many codes that lead nowhere an address has tried lately at this node. A code cannot be
 * guessed; this keeps the attempt from being a load, and from going unseen.
 */
public final class WrongCodes implements AutoCloseable {
    /** How long a code that leads nowhere is held against its address. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    private static final int ADDRESSES = 10_000;

    private final LocalCache<String, AtomicInteger> attempts;

    public WrongCodes(KeycloakSession session) {
        this.attempts =
                session.getProvider(LocalCacheProvider.class)
                        .create(
                                LocalCacheConfiguration.<String, AtomicInteger>builder()
                                        .name("dicom-access-wrong-codes")
                                        .maxSize(ADDRESSES)
                                        .expirationAfterCreate((address, count) -> WINDOW)
                                        .build());
    }

    boolean tooMany(String address, int allowed) {
        AtomicInteger count = attempts.get(network(address));
        return count != null && count.get() >= allowed;
    }

    void another(String address) {
        String network = network(address);
        AtomicInteger count = attempts.get(network);
        if (count == null) {
            count = new AtomicInteger();
            attempts.put(network, count);
        }
        count.incrementAndGet();
    }

    /** One subscriber has a whole /64 of IPv6 addresses (RFC 6177). */
    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        String[] groups = address.split(":", 5);
        return String.join(":", groups[0], groups[1], part(groups, 2), part(groups, 3));
    }

    private static String part(String[] groups, int place) {
        return place < groups.length ? groups[place] : "";
    }

    @Override
    public void close() {
        attempts.close();
    }
}
