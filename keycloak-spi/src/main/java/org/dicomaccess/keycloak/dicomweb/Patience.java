package org.dicomaccess.keycloak.dicomweb;

import java.time.Duration;

/**
 * How long an answer is waited for.
 *
 * @param step for a connection, and for each next part of an answer
 * @param whole for all answers together: somebody is looking at an empty page meanwhile
 */
record Patience(Duration step, Duration whole) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(20));

    Deadline begin() {
        return new Deadline(step, System.nanoTime() + whole.toNanos());
    }
}
