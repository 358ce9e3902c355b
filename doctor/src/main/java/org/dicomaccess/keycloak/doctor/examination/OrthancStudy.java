package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;

/** Whether a token for a study opens it in Orthanc: without that, no refusal proves anything. */
final class OrthancStudy implements Examination {

    @Override
    public String name() {
        return "Orthanc: its study";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        deployment.orthancResources();
    }
}
