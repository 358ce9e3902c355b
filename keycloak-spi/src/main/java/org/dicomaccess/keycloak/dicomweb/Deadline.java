package org.dicomaccess.keycloak.dicomweb;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;

/**
 * When waiting ends.
 *
 * @param step for a connection, and for each next part of an answer
 * @param end of all of it, in nanoseconds of {@link System#nanoTime()}
 */
record Deadline(Duration step, long end) {

    /** For a request that is sent now. The token goes to the one address that was given. */
    RequestConfig request() throws SocketTimeoutException {
        int millis = (int) Math.min(step.toMillis(), remainingMillis());
        return RequestConfig.custom()
                .setConnectionRequestTimeout(millis)
                .setConnectTimeout(millis)
                .setSocketTimeout(millis)
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                .build();
    }

    /** An answer that keeps coming in small parts meets no other time-out. */
    void requireTimeLeft() throws SocketTimeoutException {
        remainingMillis();
    }

    private long remainingMillis() throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis < 1) {
            throw new SocketTimeoutException("the answers together took too long");
        }
        return millis;
    }
}
