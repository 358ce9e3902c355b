package org.dicomaccess.keycloak.http.pages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/**
 * Times as a page says them: in its language and in UTC. The page's script puts them into the
 * reader's own time zone, which the server cannot know.
 */
public final class PageTimes {
    private final DateTimeFormatter format;
    private final DateTimeFormatter days;

    PageTimes(Locale locale) {
        this.format =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(locale)
                        .withZone(ZoneOffset.UTC);
        this.days = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale);
    }

    /** Such as {@code 24. November 2026}; a date has no time zone. */
    public String day(LocalDate date) {
        return days.format(date);
    }

    /** Such as {@code 24. November 2026 um 23:26 UTC}. */
    public String of(Instant time) {
        return format.format(time) + " UTC";
    }
}
