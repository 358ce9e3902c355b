package org.dicomaccess.keycloak.dicom;

/** The characters that no server reads in more than one way (RFC 3986 §2.3, "unreserved"). */
final class Unreserved {

    private Unreserved() {}

    /** Whether every character is unreserved, or the one that is allowed beside them. */
    static boolean only(String text, char beside) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!is(c) && c != beside) {
                return false;
            }
        }
        return true;
    }

    /** Whether a character is unreserved. ASCII only. */
    static boolean is(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
