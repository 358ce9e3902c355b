package org.dicomaccess.keycloak.dicom;

/**
 * The identity of a series: SeriesInstanceUID (0020,000E). One that exists is valid.
 *
 * @param value 1 to 64 ASCII digits and dots (DICOM PS3.5 §9.1)
 */
public record SeriesInstanceUid(String value) {

    /**
     * @throws InvalidUidException when the value breaks the rule, with the reason
     */
    public SeriesInstanceUid {
        UidRule.require("SeriesInstanceUID", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
