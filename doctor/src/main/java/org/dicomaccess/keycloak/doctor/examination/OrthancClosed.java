package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** What an Orthanc with its authorization plugin shows to somebody without a token: nothing. */
final class OrthancClosed implements Examination {

    @Override
    public String name() {
        return "Orthanc without a token";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Target.Orthanc orthanc = deployment.orthanc();
        for (String path :
                new String[] {
                    "/dicom-web/studies?limit=1", "/studies/" + orthanc.id(), "/patients"
                }) {
            Answer answer = deployment.http().get(orthanc.at(path));
            if (answer.isGood()) {
                notes.wrong(
                        "EVERYBODY who reaches Orthanc sees the images: %s without a token."
                                .formatted(answer.words()),
                        "Run Orthanc with its authorization plugin and the section of"
                                + " docker/orthanc/authorization.json; without WebServiceRootUrl"
                                + " searches are open to everybody.");
            } else if (!answer.isRefused()) {
                notes.wrong(
                        answer.words() + " instead of a refusal.",
                        "Is --orthanc the address of Orthanc's REST API?");
            }
        }
    }
}
