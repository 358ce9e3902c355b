package org.dicomaccess.keycloak.settings;

import java.util.Arrays;
import java.util.Optional;

/** A mode of OHIF beside its basic viewer, as OHIF 3.13 brings it along. */
public enum OhifMode {
    SEGMENTATION("segmentation"),
    TMTV("tmtv"),
    MICROSCOPY("microscopy"),
    DYNAMIC_VOLUME("dynamic-volume"),
    US_ANNOTATION("usAnnotation");

    private final String route;

    OhifMode(String route) {
        this.route = route;
    }

    /** Its path below OHIF's root, and the word for it in settings. */
    public String route() {
        return route;
    }

    /** The mode of a route, exactly as written; empty when there is none. */
    public static Optional<OhifMode> ofRoute(String route) {
        return Arrays.stream(values()).filter(mode -> mode.route.equals(route)).findFirst();
    }
}
