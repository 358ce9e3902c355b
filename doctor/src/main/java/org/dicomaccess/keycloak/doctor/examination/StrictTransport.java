package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Whether browsers are told to come back by https only (RFC 6797). */
final class StrictTransport implements Examination {

    @Override
    public String name() {
        return "https only";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        if (!deployment.target().isEncrypted()) {
            throw new NotExaminedException("The address is a plain http one.", "");
        }
        if (!deployment.target().gateway().getRawPath().isEmpty()) {
            throw new NotExaminedException(
                    "Below a path, whoever has the rest of the host decides on it.", "");
        }
        Answer answer = deployment.http().get(deployment.target().at("/ohif/"));
        if (answer.header("Strict-Transport-Security").isEmpty()) {
            notes.warning(
                    "Browsers are not told to come back by https only.",
                    "Let the gateway send Strict-Transport-Security (RFC 6797), as its template"
                            + " does where it is reached by https.");
        }
    }
}
