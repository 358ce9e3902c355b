package org.dicomaccess.keycloak.dicom;

import java.util.regex.Pattern;

/**
 * Orthanc's own identifier of a study. Orthanc writes five groups of eight hexadecimal digits; it
 * is opaque here and only ever compared as a whole, so other forms are harmless as long as they are
 * plain enough for a path.
 *
 * @param value 1 to 64 ASCII letters, digits and dashes
 */
public record OrthancId(String value) {

    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z-]{1,64}");

    /**
     * @throws InvalidOrthancIdException when the value holds anything else
     */
    public OrthancId {
        if (!PLAIN.matcher(value).matches()) {
            throw new InvalidOrthancIdException(value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
