package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.StudyToken;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;
import org.dicomaccess.keycloak.doctor.http.Call;

/** Whether a token that is taken back opens anything from then on. The last look at the share. */
final class TakenBack implements Examination {

    @Override
    public String name() {
        return "token taken back";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        StudyToken token = deployment.openedShare().token();
        Answer revoked = deployment.revoke(token);
        if (revoked.status() != 200) {
            notes.wrong(
                    "A study token cannot be taken back: " + revoked.words() + ".",
                    "Look at Keycloak's log.");
            return;
        }
        // Never asked before: a gateway that keeps answers has none for it.
        Answer answer =
                deployment
                        .http()
                        .send(
                                Call.get(
                                                deployment
                                                        .target()
                                                        .dicomWeb(
                                                                "/studies?limit=7&StudyInstanceUID="
                                                                        + deployment
                                                                                .studies()
                                                                                .shared()))
                                        .bearer(token.raw()));
        if (answer.status() != 401) {
            notes.wrong(
                    "A token that was taken back is not refused: " + answer.words() + ".",
                    "Let the gateway ask Keycloak for each call, and keep no answer longer than it"
                            + " says (dicom-access.check-validity).");
        }
    }
}
