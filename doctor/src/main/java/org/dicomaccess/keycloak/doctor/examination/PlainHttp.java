package org.dicomaccess.keycloak.doctor.examination;

import java.net.URI;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;
import org.dicomaccess.keycloak.doctor.http.Addresses;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** What is at the port of plain http, beside https: nothing, or a way to https. */
final class PlainHttp implements Examination {
    private final int port;

    PlainHttp(int port) {
        this.port = port;
    }

    @Override
    public String name() {
        return "plain http";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Target target = deployment.target();
        if (!target.isEncrypted()) {
            throw new NotExaminedException("The address is a plain http one itself.", "");
        }
        URI plain =
                URI.create(
                        "http://%s:%d%s/ohif/"
                                .formatted(
                                        target.gateway().getHost(),
                                        port,
                                        target.gateway().getRawPath()));
        Answer answer;
        try {
            answer = deployment.http().get(plain);
        } catch (TroubleException nobodyThere) {
            notes.saw("nobody answers there");
            return;
        }
        boolean leadsToHttps =
                answer.header("Location")
                        .flatMap(Addresses::parsed)
                        .filter(to -> "https".equals(to.getScheme()))
                        .isPresent();
        if (leadsToHttps) {
            notes.saw("leads to https");
        } else if (answer.isGood()) {
            notes.wrong(
                    "The viewer is also at %s, without encryption.".formatted(plain),
                    "Answer there with a redirect to https only, or close the port.");
        } else {
            notes.saw("answers " + answer.status());
        }
    }
}
