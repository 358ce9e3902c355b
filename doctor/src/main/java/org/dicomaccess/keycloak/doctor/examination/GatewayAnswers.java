package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Whether anybody is there at the public address. */
final class GatewayAnswers implements Examination {

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Answer answer = deployment.http().get(deployment.target().at("/"));
        if (answer.status() >= 500) {
            notes.wrong(answer.words() + ".", "Look at the gateway's error log.");
        }
        notes.saw("answers at " + deployment.target().gateway());
    }
}
