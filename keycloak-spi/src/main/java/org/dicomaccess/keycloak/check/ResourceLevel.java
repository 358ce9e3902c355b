package org.dicomaccess.keycloak.check;

import java.util.Optional;

/** The kinds of resource a server can ask about. */
public enum ResourceLevel {
    PATIENT("patient"),
    STUDY("study"),
    SERIES("series"),
    INSTANCE("instance"),
    /** The server itself: any route that is not below one resource. */
    SYSTEM("system");

    private final String code;

    ResourceLevel(String code) {
        this.code = code;
    }

    /** The word on the wire. */
    public String code() {
        return code;
    }

    /** The level of a word on the wire, exactly as written; empty when there is none. */
    public static Optional<ResourceLevel> ofCode(String code) {
        for (ResourceLevel level : values()) {
            if (level.code.equals(code)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
