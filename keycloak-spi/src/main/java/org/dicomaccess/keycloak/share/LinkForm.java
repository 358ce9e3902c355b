package org.dicomaccess.keycloak.share;

import java.util.Arrays;
import java.util.Optional;

/** What the link of a share holds. */
public enum LinkForm {
    /** A code that leads to a page, which opens the share. */
    OPAQUE("opaque"),
    /** The viewer's address with a study token in it: whoever has it needs nothing else. */
    TOKEN("token");

    private final String code;

    LinkForm(String code) {
        this.code = code;
    }

    /** The word that stands for it in JSON, settings and the database. */
    public String code() {
        return code;
    }

    /** The form of a code, exactly as written; empty when there is none. */
    public static Optional<LinkForm> ofCode(String code) {
        return Arrays.stream(values()).filter(form -> form.code.equals(code)).findFirst();
    }
}
