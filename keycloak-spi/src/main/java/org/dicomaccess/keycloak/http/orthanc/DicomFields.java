package org.dicomaccess.keycloak.http.orthanc;

import org.dicomaccess.keycloak.dicom.InvalidOrthancIdException;
import org.dicomaccess.keycloak.dicom.InvalidUidException;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;

/** Fields that hold identifiers. */
final class DicomFields {
    private DicomFields() {}

    static StudyInstanceUid studyInstanceUid(String field, String text) {
        try {
            return new StudyInstanceUid(text);
        } catch (InvalidUidException e) {
            throw new InvalidFieldException(field, String.valueOf(e.getMessage()));
        }
    }

    static OrthancId orthancId(String field, String text) {
        try {
            return new OrthancId(text);
        } catch (InvalidOrthancIdException e) {
            throw new InvalidFieldException(field, String.valueOf(e.getMessage()));
        }
    }
}
