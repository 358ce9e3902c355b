package org.dicomaccess.keycloak.http.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The landing page of a share that can be opened.
 *
 * @param facts who gave it, how much it is and until when
 * @param passcode whether a passcode is asked for
 * @param mailedTo the address that one-time codes go to, all but its first letter and its domain
 *     left out; null when none is asked for
 * @param viewers codes of the viewers to choose from, the usual one first
 * @param viewer the code of the one that is chosen
 * @param download whether there is an archive to download
 * @param news the message about what was just done
 * @param problem what was wrong with what was entered
 */
public record LandingModel(
        List<Fact> facts,
        boolean passcode,
        @Nullable String mailedTo,
        List<String> viewers,
        String viewer,
        boolean download,
        @Nullable String news,
        @Nullable Problem problem) {

    /**
     * What was wrong with what was entered.
     *
     * @param field the field's name
     * @param message what to do about it
     * @param attemptsLeft before the share is locked; null when it does not count
     */
    public record Problem(String field, String message, @Nullable Integer attemptsLeft) {}
}
