package org.dicomaccess.keycloak.benchmarks;

import java.time.Duration;

/**
 * What was measured of one call in one round.
 *
 * @param perSecond answers a second
 * @param p99 the time within which 99 of 100 answers came
 */
record Figures(double perSecond, Duration p99) {
    double p99Millis() {
        return p99.toNanos() / 1e6;
    }
}
