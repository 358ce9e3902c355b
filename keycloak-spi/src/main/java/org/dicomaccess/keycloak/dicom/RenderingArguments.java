package org.dicomaccess.keycloak.dicom;

/** The arguments of rendered resources and thumbnails (DICOM PS3.18 §8.3.5). */
final class RenderingArguments {

    private static final String NUMBER = "[0-9]{1,6}(\\.[0-9]{1,6})?";
    private static final String SIGNED = "-?" + NUMBER;
    private static final String REGION = ("," + SIGNED).repeat(4);

    static final ArgumentRules RULES =
            ArgumentRules.NONE
                    .with("annotation", "patient|technique|patient,technique|technique,patient")
                    .with("quality", "[1-9][0-9]?|100")
                    .with("viewport", NUMBER + "," + NUMBER + "(" + REGION + ")?")
                    .with("window", SIGNED + "," + NUMBER + ",(linear|linear-exact|sigmoid)")
                    .with("iccprofile", "no|yes|srgb|adobergb|rommrgb|displayp3");

    private RenderingArguments() {}
}
