package org.dicomaccess.keycloak.doctor.examination;

import java.util.List;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;
import org.dicomaccess.keycloak.doctor.http.Call;

/** Whether a caller can make the realm believe that it has another name. */
final class SpoofedHosts implements Examination {
    private static final String OTHER = "elsewhere.example";

    @Override
    public String name() {
        return "spoofed host names";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        deployment.discovery();
        Call call = Call.get(deployment.target().realmAt("/.well-known/openid-configuration"));
        List<Call> spoofed =
                List.of(
                        call.header("Host", OTHER),
                        call.header("X-Forwarded-Host", OTHER),
                        call.header("X-Forwarded-Host", OTHER)
                                .header("X-Forwarded-Proto", "https")
                                .header("X-Forwarded-Port", "4443")
                                .header("X-Forwarded-Prefix", "/" + OTHER),
                        call.header("Forwarded", "host=%s;proto=https".formatted(OTHER)));
        for (Call one : spoofed) {
            Answer answer = deployment.http().send(one);
            if (answer.body().contains(OTHER) || answer.body().contains(":4443")) {
                notes.wrong(
                        "With the header %s a caller decides what the realm calls itself."
                                .formatted(one.headers().get(0)),
                        "Start Keycloak with one fixed address, --hostname=%s (KC_HOSTNAME), and let"
                                        .formatted(deployment.target().keycloak())
                                + " the gateway set Host, Forwarded and X-Forwarded-* itself.");
            }
        }
    }
}
