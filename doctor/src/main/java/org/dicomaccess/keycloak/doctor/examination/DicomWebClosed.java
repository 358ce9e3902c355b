package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** What somebody without a token gets of the images: nothing. */
final class DicomWebClosed implements Examination {

    @Override
    public String name() {
        return "DICOMweb without a token";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        for (String path : new String[] {"/orthanc/dicom-web/studies?limit=1", "/orthanc/system"}) {
            Answer answer = deployment.http().get(deployment.target().at(path));
            if (answer.isGood()) {
                notes.wrong(
                        "EVERYBODY sees the images: %s without a token.".formatted(answer.words()),
                        "Let the gateway check each call: auth_request /dicom-access/check in the"
                                + " location that leads to Orthanc (dicom-access.conf.template).");
            } else if (answer.status() >= 500) {
                notes.wrong(
                        answer.words() + ": the gateway cannot ask Keycloak.",
                        "Let KEYCLOAK_ADDRESS be Keycloak's host and port as the gateway reaches"
                                + " it, DICOM_ACCESS_ENDPOINT the realm's endpoint,"
                                + " DICOM_ACCESS_AUDIENCE a client id of the realm.");
            } else if (answer.status() == 404) {
                notes.wrong(
                        answer.words() + ": DICOMweb is not there.",
                        "Let the gateway have DICOMweb below /orthanc/dicom-web, and the rest of"
                                + " Orthanc below /orthanc.");
            } else if (answer.status() != 401) {
                notes.wrong(
                        answer.words() + " instead of 401.",
                        "Look at what stands in front of the gateway.");
            }
        }
    }
}
