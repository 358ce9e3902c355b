package org.dicomaccess.keycloak.doctor.examination;

import java.time.Duration;
import java.time.Instant;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.StudyToken;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;
import org.dicomaccess.keycloak.doctor.http.Answer;
import org.dicomaccess.keycloak.doctor.http.Call;

/** Whether a token opens anything after its end. */
final class AfterItsEnd implements Examination {
    private final Duration patience;
    private final Duration between;

    /**
     * Asks again until the token is refused.
     *
     * @param patience how long, from the first question on
     * @param between two questions
     */
    AfterItsEnd(Duration patience, Duration between) {
        this.patience = patience;
        this.between = between;
    }

    @Override
    public String name() {
        return "token after its end";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        StudyToken token = deployment.briefToken();
        Call call =
                Call.get(
                                deployment
                                        .target()
                                        .dicomWeb(
                                                "/studies?StudyInstanceUID="
                                                        + deployment.studies().shared()))
                        .bearer(token.raw());
        Instant last = deployment.clock().instant().plus(patience);
        Answer answer = deployment.http().send(call);
        while (answer.isGood() && deployment.clock().instant().isBefore(last)) {
            pause();
            answer = deployment.http().send(call);
        }
        if (answer.isGood()) {
            notes.wrong(
                    "A token of %d seconds still opens its study after its end."
                            .formatted(Deployment.BRIEF_SECONDS),
                    "Let the gateway keep answers of the check no longer than they say"
                            + " (Cache-Control), and keep Keycloak's clock with NTP.");
        } else if (answer.status() != 401) {
            notes.wrong(
                    "After its end a token is answered with %d instead of 401."
                            .formatted(answer.status()),
                    "Let the gateway pass the check's 401 on.");
        }
    }

    private void pause() {
        try {
            Thread.sleep(between.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TroubleException("Interrupted.", "Run the examination again.", interrupted);
        }
    }
}
