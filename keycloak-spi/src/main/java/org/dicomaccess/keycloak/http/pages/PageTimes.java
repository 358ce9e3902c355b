package org.dicomaccess.keycloak.http.pages;

import java.time.Instant;
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

    PageTimes(Locale locale) {
        this.format =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(locale)
                        .withZone(ZoneOffset.UTC);
    }

    /** Such as {@code 24. November 2026 um 23:26 UTC}. */
    public String of(Instant time) {
        return format.format(time) + " UTC";
    }
}
