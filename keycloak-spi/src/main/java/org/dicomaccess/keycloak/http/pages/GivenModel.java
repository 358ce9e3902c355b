package org.dicomaccess.keycloak.http.pages;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that shows a new share's link, this once.
 *
 * @param link to be passed on
 * @param qrCode the same as an SVG element
 * @param id of the share
 * @param manage where it can be watched and taken back
 * @param passcode whether the recipient has to be told one
 * @param mailTo whom it can be sent to; null when it is for nobody with an address
 * @param sent whether it was sent just now; null when that was not asked for
 * @param message the giver's own words, when they were too long
 * @param complaint what was wrong with them
 */
public record GivenModel(
        Menu menu,
        List<Fact> facts,
        String link,
        String qrCode,
        String id,
        URI manage,
        boolean passcode,
        @Nullable String mailTo,
        @Nullable Boolean sent,
        String message,
        @Nullable Complaint complaint) {

    @Override
    public String toString() {
        return "GivenModel[" + id + "]";
    }
}
