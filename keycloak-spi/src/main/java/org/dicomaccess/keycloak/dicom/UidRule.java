package org.dicomaccess.keycloak.dicom;

import org.dicomaccess.keycloak.dicom.InvalidUidException.Reason;

/** What makes a text a UID (DICOM PS3.5 §9.1), for every kind of UID alike. */
final class UidRule {

    private static final int MAX_LENGTH = 64;

    private UidRule() {}

    /**
     * Passes a UID through.
     *
     * @param attribute the attribute's keyword, for the message
     * @throws InvalidUidException when the value is not a UID
     */
    static String require(String attribute, String value) {
        if (value.isEmpty()) {
            throw new InvalidUidException(attribute, Reason.EMPTY, value);
        }
        if (value.length() > MAX_LENGTH) {
            throw new InvalidUidException(attribute, Reason.TOO_LONG, value);
        }
        if (!value.chars().allMatch(c -> c == '.' || isDigit(c))) {
            throw new InvalidUidException(attribute, Reason.ILLEGAL_CHARACTER, value);
        }
        for (String component : value.split("\\.", -1)) {
            if (component.isEmpty()) {
                throw new InvalidUidException(attribute, Reason.EMPTY_COMPONENT, value);
            }
            if (component.length() > 1 && component.startsWith("0")) {
                throw new InvalidUidException(attribute, Reason.LEADING_ZERO, value);
            }
        }
        return value;
    }

    /** ASCII only: {@code Character.isDigit} also knows full-width and Arabic-Indic digits. */
    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
