package org.dicomaccess.keycloak.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/**
 * Times as a message says them: in its language and in UTC, since nobody knows its reader's zone.
 */
final class MailTime {
    private MailTime() {}

    /** Such as {@code 24. November 2026 um 23:26 UTC}, to the minute. */
    static String of(Instant time, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(locale)
                        .withZone(ZoneOffset.UTC)
                        .format(time)
                + " UTC";
    }

    /** Whole minutes, at least one: a code that is said to be good longer than it is would fail. */
    static long minutes(Duration duration) {
        return Math.max(1, duration.toMinutes());
    }
}
