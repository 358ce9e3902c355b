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
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) != '.' && !isDigit(value.charAt(i))) {
                throw new InvalidUidException(attribute, Reason.ILLEGAL_CHARACTER, value);
            }
        }
        requireComponents(attribute, value);
        return value;
    }

    private static void requireComponents(String attribute, String value) {
        int start = 0;
        while (start <= value.length()) {
            int dot = value.indexOf('.', start);
            int end = dot < 0 ? value.length() : dot;
            if (end == start) {
                throw new InvalidUidException(attribute, Reason.EMPTY_COMPONENT, value);
            }
            if (end - start > 1 && value.charAt(start) == '0') {
                throw new InvalidUidException(attribute, Reason.LEADING_ZERO, value);
            }
            start = end + 1;
        }
    }

    /** ASCII only: {@code Character.isDigit} also knows full-width and Arabic-Indic digits. */
    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
