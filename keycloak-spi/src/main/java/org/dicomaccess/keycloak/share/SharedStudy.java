package org.dicomaccess.keycloak.share;

import java.util.Optional;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/**
 * One study of a share, by its UID, by Orthanc's identifier, or by both. Its level is {@code
 * study}: nothing else is ever granted.
 */
public record SharedStudy(Optional<StudyInstanceUid> uid, Optional<OrthancId> orthancId) {
    /** The level of everything that is shared, as DICOM PS3.4 C.6.1.1.2 calls it. */
    public static final String LEVEL = "study";

    /**
     * @throws IllegalArgumentException when it names nothing
     */
    public SharedStudy {
        if (uid.isEmpty() && orthancId.isEmpty()) {
            throw new IllegalArgumentException("neither a uid nor an orthancId");
        }
    }

    public static SharedStudy of(StudyInstanceUid uid) {
        return new SharedStudy(Optional.of(uid), Optional.empty());
    }
}
