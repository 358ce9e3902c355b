package org.dicomaccess.keycloak.dicom;

/** A text cannot be an identifier of Orthanc. The message is safe to show or to log. */
public final class InvalidOrthancIdException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidOrthancIdException(String refused) {
        super(
                "Orthanc identifier"
                        + SafeExcerpt.of(refused)
                        + " is not made of 1 to 64 letters, digits and dashes");
    }
}
