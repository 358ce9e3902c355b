package org.dicomaccess.keycloak.endtoend;

import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/** The question a gateway asks, put to one node of Keycloak without any gateway. */
final class DirectCheck {

    private final KeycloakServer node;
    private final SampleStudy study;

    /** Whether somebody may list the series of this study. */
    DirectCheck(KeycloakServer node, SampleStudy study) {
        this.node = node;
        this.study = study;
    }

    RawAnswer with(String token) {
        return new RawCall("GET", "/realms/orthanc/dicom-access/check/orthanc")
                .bearer(token)
                .header("X-Original-Method", "GET")
                .header(
                        "X-Original-URI",
                        "/orthanc/dicom-web/studies/%s/series".formatted(study.studyInstanceUid()))
                .send(node.root());
    }
}
