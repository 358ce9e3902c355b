package org.dicomaccess.keycloak.http.viewer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/**
 * What the bearer of a study token may open, and until when.
 *
 * @param studyInstanceUids granted by DICOM UID
 * @param orthancIds granted by Orthanc id
 * @param actions {@code read}, {@code download}, {@code upload}
 * @param expiresAt the end, RFC 3339 in UTC
 */
record GrantAnswer(
        @JsonProperty("study_instance_uids") List<String> studyInstanceUids,
        @JsonProperty("orthanc_ids") List<String> orthancIds,
        List<String> actions,
        @JsonProperty("expires_at") String expiresAt) {

    static GrantAnswer of(Grant grant) {
        return new GrantAnswer(
                grant.studies().stream().map(StudyInstanceUid::value).toList(),
                grant.orthancIds().stream().map(OrthancId::value).toList(),
                grant.actions().stream().map(Action::code).sorted().toList(),
                grant.expires().toString());
    }
}
