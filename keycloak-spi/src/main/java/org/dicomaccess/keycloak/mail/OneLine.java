package org.dicomaccess.keycloak.mail;

import java.util.regex.Pattern;

/**
 * Text of people's making, fit for a subject or a line: whatever could end a header line (RFC 5322
 * §2.2), start another one or turn the reading direction is a space.
 */
final class OneLine {
    private static final Pattern BREAKS =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\u202a-\u202e\u2066-\u2069]+");

    private OneLine() {}

    /** The text on one line. */
    static String of(String text) {
        return BREAKS.matcher(text).replaceAll(" ").strip();
    }

    /** Whether a text is on one line already. */
    static boolean is(String text) {
        return !BREAKS.matcher(text).find();
    }
}
