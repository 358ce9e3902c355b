package org.dicomaccess.keycloak.share;

import java.time.Instant;
import java.util.Optional;

/** One share that a node has seen, and when a token of it was last used there. */
final class KnownShare {
    private final boolean inForce;
    private volatile long usedAt;
    private volatile long recordedAt;

    KnownShare(boolean inForce) {
        this.inForce = inForce;
    }

    boolean inForce() {
        return inForce;
    }

    /** To the second: the latest of many calls is as good as any other of the same second. */
    void used(Instant at) {
        long second = at.getEpochSecond();
        if (second > usedAt) {
            usedAt = second;
        }
    }

    /** The last use, when it has not been asked for yet. */
    Optional<Instant> useToRecord() {
        long used = usedAt;
        if (used <= recordedAt) {
            return Optional.empty();
        }
        recordedAt = used;
        return Optional.of(Instant.ofEpochSecond(used));
    }
}
