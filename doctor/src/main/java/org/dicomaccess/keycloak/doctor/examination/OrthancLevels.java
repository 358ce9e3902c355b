package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.OrthancResources;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Whether the series of a granted study are read: a grant knows studies only. */
final class OrthancLevels implements Examination {

    @Override
    public String name() {
        return "Orthanc: series of its study";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        OrthancResources resources = deployment.orthancResources();
        for (String path : new String[] {"/series/{series}", "/dicom-web/studies/{uid}/series"}) {
            Answer answer = deployment.http().send(resources.call("GET", path));
            if (answer.isRefused()) {
                notes.wrong(
                        "A series of the granted study is refused: " + answer.words() + ".",
                        "Set CheckedLevel to \"studies\" in Orthanc's section Authorization.");
            } else if (!answer.isGood()) {
                notes.wrong(answer.words() + ".", "Look at Orthanc's log.");
            }
        }
    }
}
