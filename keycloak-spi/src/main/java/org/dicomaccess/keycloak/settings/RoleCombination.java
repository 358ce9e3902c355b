package org.dicomaccess.keycloak.settings;

import java.util.Arrays;
import java.util.Optional;

/** How the roles of one user, each with permissions and labels of its own, become one profile. */
public enum RoleCombination {
    /** Only what is held on every label that may be looked at. */
    NARROW("narrow"),

    /** All permissions on all labels, whichever role they come from. */
    UNION("union");

    private final String word;

    RoleCombination(String word) {
        this.word = word;
    }

    /** The combination that a setting names, if it is one. */
    static Optional<RoleCombination> ofWord(String word) {
        return Arrays.stream(values()).filter(value -> value.word.equals(word)).findFirst();
    }
}
