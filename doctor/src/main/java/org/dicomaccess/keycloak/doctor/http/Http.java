package org.dicomaccess.keycloak.doctor.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;

/**
 * Sends calls. Each ends in time, all of them together do, and no redirect is followed: what a call
 * carries goes to the address it was written for and to no other.
 */
public final class Http {
    /** How much of an answer is read, in bytes: a bundle of the viewer is a few megabytes. */
    public static final int MOST = 12 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient client;
    private final Clock clock;
    private final Duration patience;
    private final Instant deadline;
    private final Map<String, String> deaf = new HashMap<>();

    /**
     * Makes a client.
     *
     * @param patience for one call, its answer included
     * @param all how long all calls together may take, from now on
     */
    public Http(Trust trust, Clock clock, Duration patience, Duration all) {
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .sslContext(trust.context())
                        .build();
        this.clock = clock;
        this.patience = patience;
        this.deadline = clock.instant().plus(all);
    }

    /** For one call, its answer included. */
    public Duration patience() {
        return patience;
    }

    public Answer get(URI address) {
        return send(Call.get(address));
    }

    /**
     * Sends a call.
     *
     * @throws TroubleException when no answer comes
     * @throws NotExaminedException when nobody listened there before
     */
    public Answer send(Call call) {
        String origin = Addresses.origin(call.address());
        if (deaf.containsKey(origin)) {
            throw new NotExaminedException(origin + " does not answer", "");
        }
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isNegative() || left.isZero()) {
            throw new TroubleException(
                    "The whole examination has taken too long, so this was not looked at.",
                    "Find out which of the parts is slow: gateway, Keycloak or Orthanc.");
        }
        Duration time = left.compareTo(patience) < 0 ? left : patience;
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(call.request(), head -> new FirstBytes(MOST));
        try {
            HttpResponse<byte[]> response = sent.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return Answer.of(call, response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException late) {
            sent.cancel(true);
            throw new TroubleException(
                    "%s gives no answer within %d seconds."
                            .formatted(call.words(), time.toSeconds()),
                    "Look at the logs of the gateway and of the server behind it.",
                    late);
        } catch (ExecutionException failed) {
            throw unanswered(call, origin, Optional.ofNullable(failed.getCause()).orElse(failed));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TroubleException("Interrupted.", "Run the examination again.", interrupted);
        }
    }

    private TroubleException unanswered(Call call, String origin, Throwable cause) {
        if (cause instanceof SSLException) {
            deaf.put(origin, origin);
            return new TroubleException(
                    "No safe connection to %s: %s".formatted(origin, cause.getMessage()),
                    "See what the examination of the certificate says. For an authority of your"
                            + " own, say --ca FILE.",
                    cause);
        }
        if (cause instanceof ConnectException && isUnresolved(cause)) {
            deaf.put(origin, origin);
            return new TroubleException(
                    "The host name of %s is not known here.".formatted(origin),
                    "Give it an address in the DNS, or correct the address.",
                    cause);
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            deaf.put(origin, origin);
            return new TroubleException(
                    "Nobody answers at %s.".formatted(origin),
                    "Start the server, open its port in the firewall, or correct the address.",
                    cause);
        }
        return new TroubleException(
                "%s is not answered: %s".formatted(call.words(), describe(cause)),
                "Look at the logs of the gateway and of the server behind it. Is it http where it"
                        + " should be https, or the other way round?",
                cause);
    }

    private static boolean isUnresolved(Throwable failure) {
        return failure instanceof UnresolvedAddressException
                || (failure.getCause() != null && isUnresolved(failure.getCause()));
    }

    private static String describe(Throwable failure) {
        return failure instanceof IOException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.getClass().getSimpleName();
    }
}
