package org.dicomaccess.keycloak.dicom;

import java.util.List;
import java.util.Optional;

/**
 * A request for one study, named by its UID in the path or, for WADO-URI, in the query.
 *
 * @param target as the server behind knows it
 */
record StudyRequest(StudyInstanceUid study, Action action, String target)
        implements DicomWebRequest {

    static StudyRequest of(
            StudyInstanceUid study, Action action, String path, List<QueryArgument> arguments) {
        return new StudyRequest(study, action, TargetWriter.write(path, arguments));
    }

    @Override
    public Optional<String> targetFor(Grant grant) {
        return grant.covers(study) ? Optional.of(target) : Optional.empty();
    }

    @Override
    public boolean namesStudies() {
        return true;
    }
}
