package org.dicomaccess.keycloak.dicom;

/** The arguments of rendered resources and thumbnails (DICOM PS3.18 §8.3.5). */
final class RenderingArguments {

    private static final String NUMBER = "[0-9]{1,6}(\\.[0-9]{1,6})?";
    private static final String SIGNED = "-?" + NUMBER;

    /** Pixels, up to 4096: servers draw what is asked for, and memory goes with the square. */
    private static final String LENGTH =
            "([1-9][0-9]{0,2}|[1-3][0-9]{3}|40[0-8][0-9]|409[0-6])(\\.[0-9]{1,6})?";

    /** Where it begins may be left out, how large it is may not. */
    private static final String REGION =
            (",(" + SIGNED + ")?").repeat(2) + ("," + SIGNED).repeat(2);

    static final ArgumentRules RULES =
            ArgumentRules.NONE
                    .with("annotation", "patient|technique|patient,technique|technique,patient")
                    .with("quality", "[1-9][0-9]?|100")
                    .with("viewport", LENGTH + "," + LENGTH + "(" + REGION + ")?")
                    .with("window", SIGNED + "," + NUMBER + ",(linear|linear-exact|sigmoid)")
                    .with("iccprofile", "no|yes|srgb|adobergb|rommrgb|displayp3");

    private RenderingArguments() {}
}
