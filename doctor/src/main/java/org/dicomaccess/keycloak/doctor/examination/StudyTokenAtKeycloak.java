package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;
import org.dicomaccess.keycloak.doctor.http.Call;

/** Whether a study token opens anything of Keycloak itself. */
final class StudyTokenAtKeycloak implements Examination {

    @Override
    public String name() {
        return "study token at Keycloak";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        String token = deployment.share().token().raw();
        for (String path : new String[] {"/protocol/openid-connect/userinfo", "/account/"}) {
            Answer answer =
                    deployment
                            .http()
                            .send(
                                    Call.get(deployment.target().realmAt(path))
                                            .header("Accept", "application/json")
                                            .bearer(token));
            if (answer.isGood()) {
                notes.wrong(
                        "A study token opens Keycloak itself: " + answer.words() + ".",
                        "Is the extension's version that of the doctor? Report it as a security"
                                + " matter.");
            }
        }
    }
}
