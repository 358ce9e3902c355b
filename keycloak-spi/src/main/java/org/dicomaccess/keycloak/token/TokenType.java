package org.dicomaccess.keycloak.token;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a study token was asked for, in the words of Orthanc's authorization plugin where it has
 * one, and the short form of it that the token carries in its claim {@code link}.
 */
public enum TokenType {
    OSIMIS_PUBLICATION("osimis-viewer-publication", "osimis"),
    STONE_PUBLICATION("stone-viewer-publication", "stone"),
    OHIF_PUBLICATION("ohif-viewer-publication", "ohif"),
    VOLVIEW_PUBLICATION("volview-viewer-publication", "volview"),
    MEDDREAM_PUBLICATION("meddream-viewer-publication", "meddream"),
    MEDDREAM_INSTANT("meddream-instant-link", "meddream-now"),
    VIEWER_INSTANT("viewer-instant-link", "view-now"),
    DOWNLOAD_INSTANT("download-instant-link", "download-now"),
    INBOX("inbox-link", "inbox"),
    /** For no link at all: a client got it in exchange for a user's token (RFC 8693). */
    EXCHANGED("exchanged-token", "exchange");

    private final String wireName;
    private final String claim;

    TokenType(String wireName, String claim) {
        this.wireName = wireName;
        this.claim = claim;
    }

    /** The name in the plugin's requests, and in answers to it. */
    public String wireName() {
        return wireName;
    }

    /** The value of the token's {@code link} claim; short, since tokens travel in every header. */
    public String claim() {
        return claim;
    }

    /** Whether it is for a link that is opened at once and not handed on. */
    public boolean isInstant() {
        return switch (this) {
            case MEDDREAM_INSTANT, VIEWER_INSTANT, DOWNLOAD_INSTANT -> true;
            case OSIMIS_PUBLICATION,
                    STONE_PUBLICATION,
                    OHIF_PUBLICATION,
                    VOLVIEW_PUBLICATION,
                    MEDDREAM_PUBLICATION,
                    INBOX,
                    EXCHANGED ->
                    false;
        };
    }

    /** Whether it is for a link to a viewer that is handed on. */
    public boolean isPublication() {
        return switch (this) {
            case OSIMIS_PUBLICATION,
                    STONE_PUBLICATION,
                    OHIF_PUBLICATION,
                    VOLVIEW_PUBLICATION,
                    MEDDREAM_PUBLICATION ->
                    true;
            case MEDDREAM_INSTANT, VIEWER_INSTANT, DOWNLOAD_INSTANT, INBOX, EXCHANGED -> false;
        };
    }

    /** The type of links with this name in the plugin's requests. */
    public static Optional<TokenType> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(type -> type != EXCHANGED && type.wireName.equals(name))
                .findFirst();
    }

    /** The type with this value of the {@code link} claim. */
    public static Optional<TokenType> ofClaim(String claim) {
        return Arrays.stream(values()).filter(type -> type.claim.equals(claim)).findFirst();
    }
}
