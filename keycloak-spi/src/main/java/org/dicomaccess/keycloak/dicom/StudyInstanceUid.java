package org.dicomaccess.keycloak.dicom;

/**
 * The identity of a study: StudyInstanceUID (0020,000D). One that exists is valid.
 *
 * @param value 1 to 64 ASCII digits and dots (DICOM PS3.5 §9.1)
 */
public record StudyInstanceUid(String value) {

    /**
     * @throws InvalidUidException when the value breaks the rule, with the reason
     */
    public StudyInstanceUid {
        UidRule.require("StudyInstanceUID", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
