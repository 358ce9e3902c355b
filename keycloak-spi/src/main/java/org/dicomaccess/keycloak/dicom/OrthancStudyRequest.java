package org.dicomaccess.keycloak.dicom;

import java.util.Optional;

/**
 * A request for one study, named by Orthanc's identifier.
 *
 * @param target as the server behind knows it
 */
record OrthancStudyRequest(OrthancId study, Action action, String target)
        implements DicomWebRequest {

    @Override
    public Optional<String> targetFor(Grant grant) {
        return grant.covers(study) ? Optional.of(target) : Optional.empty();
    }

    @Override
    public boolean namesStudies() {
        return true;
    }
}
