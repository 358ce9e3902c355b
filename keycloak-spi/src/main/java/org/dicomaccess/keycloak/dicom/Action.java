package org.dicomaccess.keycloak.dicom;

import java.util.Arrays;
import java.util.Optional;

/** What a bearer may do to a granted study. None of them includes another. */
public enum Action {
    /** Look: search, metadata, frames, rendered images. */
    READ("read"),
    /** Take away: original DICOM files and archives. */
    DOWNLOAD("download"),
    /** Add instances to the granted study (STOW-RS, DICOM PS3.18 §10.5). */
    UPLOAD("upload");

    private final String code;

    Action(String code) {
        this.code = code;
    }

    /** The word that stands for this action in tokens and in JSON. */
    public String code() {
        return code;
    }

    /** The action of a code, exactly as written; empty when there is none. */
    public static Optional<Action> ofCode(String code) {
        return Arrays.stream(values()).filter(action -> action.code.equals(code)).findFirst();
    }
}
