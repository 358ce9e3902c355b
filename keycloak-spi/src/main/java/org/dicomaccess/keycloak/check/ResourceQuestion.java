package org.dicomaccess.keycloak.check;

import java.util.Optional;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/**
 * The question of a server that has resolved a request to one resource: Orthanc's authorization
 * plugin asks so.
 *
 * @param level what kind of resource it is
 * @param method what is to be done with it
 * @param study the UID of the study, when the resource is one and the server knows it
 * @param orthancId Orthanc's identifier of it
 */
public record ResourceQuestion(
        ResourceLevel level,
        ResourceMethod method,
        Optional<StudyInstanceUid> study,
        Optional<OrthancId> orthancId)
        implements CheckRequest {}
