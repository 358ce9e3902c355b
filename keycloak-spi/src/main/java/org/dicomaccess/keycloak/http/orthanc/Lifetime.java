package org.dicomaccess.keycloak.http.orthanc;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonObject;

/**
 * When a token ends that Orthanc asks for.
 *
 * @param expires its end, in whole seconds
 * @param isMaximum whether that is the realm's maximum, since the request named no end or a later
 *     one
 */
record Lifetime(Instant expires, boolean isMaximum) {

    /**
     * The date counts before the duration. A duration that means nothing is no fault of the caller:
     * when its own client gave none, the plugin sends whatever its memory held, also beside a date.
     */
    static Lifetime of(JsonObject request, Instant now, Duration maximum) {
        Instant last = now.plus(maximum);
        Optional<Instant> date = date(request, now);
        // Read even when the date counts: a text or a list in its place is the caller's fault.
        Optional<BigDecimal> duration = request.number("validity-duration");
        Instant asked =
                date.or(() -> duration.flatMap(seconds -> after(now, seconds, maximum)))
                        .orElse(last);
        return asked.isBefore(last) ? new Lifetime(asked, false) : new Lifetime(last, true);
    }

    private static Optional<Instant> after(Instant now, BigDecimal seconds, Duration maximum) {
        boolean meaningful =
                seconds.compareTo(BigDecimal.ONE) >= 0
                        && seconds.compareTo(BigDecimal.valueOf(maximum.toSeconds())) <= 0;
        return meaningful ? Optional.of(now.plusSeconds(seconds.longValue())) : Optional.empty();
    }

    private static Optional<Instant> date(JsonObject request, Instant now) {
        Optional<String> text = request.text("expiration-date");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Instant date;
        try {
            date = OffsetDateTime.parse(text.get()).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            throw new InvalidFieldException(
                    "expiration-date",
                    "must be an ISO 8601 date and time with an offset, such as"
                            + " 2026-12-31T11:00:00Z");
        }
        if (!date.isAfter(now)) {
            throw new InvalidFieldException("expiration-date", "is in the past");
        }
        return Optional.of(date);
    }
}
