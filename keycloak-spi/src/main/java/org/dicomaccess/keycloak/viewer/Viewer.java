package org.dicomaccess.keycloak.viewer;

import java.util.Arrays;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.token.TokenType;

/** What a share is opened with: a viewer, a mode of one, or the archive itself. */
public enum Viewer {
    OHIF("ohif", TokenType.OHIF_PUBLICATION, Action.READ),
    OHIF_SEGMENTATION("ohif-segmentation", TokenType.OHIF_PUBLICATION, Action.READ),
    OHIF_TMTV("ohif-tmtv", TokenType.OHIF_PUBLICATION, Action.READ),
    OHIF_MICROSCOPY("ohif-microscopy", TokenType.OHIF_PUBLICATION, Action.READ),
    OHIF_DYNAMIC_VOLUME("ohif-dynamic-volume", TokenType.OHIF_PUBLICATION, Action.READ),
    OHIF_US_ANNOTATION("ohif-us-annotation", TokenType.OHIF_PUBLICATION, Action.READ),
    STONE("stone", TokenType.STONE_PUBLICATION, Action.READ),
    /** Reads a study as one archive. */
    VOLVIEW("volview", TokenType.VOLVIEW_PUBLICATION, Action.DOWNLOAD),
    OSIMIS("osimis", TokenType.OSIMIS_PUBLICATION, Action.READ),
    MEDDREAM("meddream", TokenType.MEDDREAM_PUBLICATION, Action.READ),
    /** A program on the recipient's own computer; it reads original files. */
    WEASIS("weasis", TokenType.VIEWER_INSTANT, Action.DOWNLOAD),
    /** No viewer: the study as one archive. */
    DOWNLOAD("download", TokenType.DOWNLOAD_INSTANT, Action.DOWNLOAD);

    private final String code;
    private final TokenType tokenType;
    private final Action needs;

    Viewer(String code, TokenType tokenType, Action needs) {
        this.code = code;
        this.tokenType = tokenType;
        this.needs = needs;
    }

    /** The word that stands for it in JSON, settings and the database. */
    public String code() {
        return code;
    }

    /** What the study token says that it was made for. */
    public TokenType tokenType() {
        return tokenType;
    }

    /** The action without which it shows nothing. */
    public Action needs() {
        return needs;
    }

    /** Whether it names studies by Orthanc's own identifiers. */
    public boolean readsOrthancIds() {
        return this == VOLVIEW || this == OSIMIS || this == DOWNLOAD;
    }

    /** The viewer of a code, exactly as written; empty when there is none. */
    public static Optional<Viewer> ofCode(String code) {
        return Arrays.stream(values()).filter(viewer -> viewer.code.equals(code)).findFirst();
    }

    /** The viewer that a publication through Orthanc is for; empty for any other type. */
    public static Optional<Viewer> ofPublication(TokenType type) {
        return type.isPublication()
                ? Arrays.stream(values()).filter(viewer -> viewer.tokenType == type).findFirst()
                : Optional.empty();
    }
}
