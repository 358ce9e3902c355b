package org.dicomaccess.keycloak.dicomweb;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/**
 * A study as its server describes it. All texts are one line of printable characters; what the
 * server did not say, or said in a form that DICOM does not have, is absent.
 *
 * @param orthancId as Orthanc names it; another server knows nothing of it
 * @param patientName Patient's Name (0010,0010) in the order of PS3.5 §6.2: family, given, middle
 * @param birthDate Patient's Birth Date (0010,0030)
 * @param date Study Date (0008,0020)
 * @param description Study Description (0008,1030)
 * @param modalities Modalities in Study (0008,0061), perhaps none
 */
public record FoundStudy(
        StudyInstanceUid uid,
        OrthancId orthancId,
        Optional<String> patientName,
        Optional<LocalDate> birthDate,
        Optional<LocalDate> date,
        Optional<String> description,
        List<String> modalities) {

    public FoundStudy {
        modalities = List.copyOf(modalities);
    }
}
