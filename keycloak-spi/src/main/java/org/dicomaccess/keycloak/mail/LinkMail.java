package org.dicomaccess.keycloak.mail;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What the message with a share link says.
 *
 * @param giver who gives it, as the recipient knows them
 * @param label what the giver calls the share, if anything; no patient data belongs in it
 * @param link the share link, an absolute http or https URL
 * @param expires when it ends
 * @param passcode whether it asks for a passcode; the passcode itself never goes by mail
 * @param message the giver's own words, plain text of at most {@value #MAX_MESSAGE} characters
 */
public record LinkMail(
        String giver,
        Optional<String> label,
        URI link,
        Instant expires,
        boolean passcode,
        Optional<String> message) {

    /** Longest message of the giver's own, in characters. */
    public static final int MAX_MESSAGE = 2000;

    /**
     * @throws IllegalArgumentException when the link is none for the web, or the message too long
     */
    public LinkMail {
        if (!canHold(link)) {
            throw new IllegalArgumentException("the link must be an http or https URL");
        }
        if (message.filter(text -> text.length() > MAX_MESSAGE).isPresent()) {
            throw new IllegalArgumentException("the message is too long");
        }
    }

    /** Whether a link is one for the web; programs' own links do not work from a mail. */
    public static boolean canHold(URI link) {
        return "https".equals(link.getScheme()) || "http".equals(link.getScheme());
    }
}
