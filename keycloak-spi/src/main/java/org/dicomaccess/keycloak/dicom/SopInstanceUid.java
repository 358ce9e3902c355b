package org.dicomaccess.keycloak.dicom;

/**
 * The identity of an instance: SOPInstanceUID (0008,0018). One that exists is valid.
 *
 * @param value 1 to 64 ASCII digits and dots (DICOM PS3.5 §9.1)
 */
public record SopInstanceUid(String value) {

    /**
     * @throws InvalidUidException when the value breaks the rule, with the reason
     */
    public SopInstanceUid {
        UidRule.require("SOPInstanceUID", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
