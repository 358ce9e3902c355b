package org.dicomaccess.keycloak.dicom;

/**
 * Orthanc's own identifier of a study. Orthanc writes five groups of eight hexadecimal digits; it
 * is opaque here and only ever compared as a whole, so other forms are harmless as long as they are
 * plain enough for a path.
 *
 * @param value 1 to 64 ASCII letters, digits and dashes
 */
public record OrthancId(String value) {

    private static final int MAX_LENGTH = 64;

    /**
     * @throws InvalidOrthancIdException when the value holds anything else
     */
    public OrthancId {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !isPlain(value)) {
            throw new InvalidOrthancIdException(value);
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && c != '-') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
