package org.dicomaccess.keycloak.dicom;

/**
 * A text is not a DICOM UID (DICOM PS3.5 §9.1). The message names the attribute and the rule that
 * was broken and is safe to show or to log: of the refused text it repeats a few plain characters
 * at most.
 */
public final class InvalidUidException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The rule of DICOM PS3.5 §9.1 that the text breaks. */
    public enum Reason {
        /** No character at all. */
        EMPTY("is empty"),
        /** More than 64 characters. */
        TOO_LONG("has more than 64 characters"),
        /** Something else than an ASCII digit or a dot. */
        ILLEGAL_CHARACTER("holds something else than digits and dots"),
        /** A dot at either end, or two in a row. */
        EMPTY_COMPONENT("has a component without digits"),
        /** A component such as {@code 01}; a component that is just {@code 0} is fine. */
        LEADING_ZERO("has a component with a leading zero");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    private final Reason reason;

    InvalidUidException(String attribute, Reason reason, String refused) {
        super(attribute + SafeExcerpt.of(refused) + " " + reason.words);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
