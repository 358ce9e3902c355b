package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Notes;

/** Whether the realm calls itself what people call it. */
final class Issuer implements Examination {

    @Override
    public String name() {
        return "issuer";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Target target = deployment.target();
        String issuer = deployment.discovery().text("issuer").orElse("nothing");
        if (!issuer.equals(target.issuer())) {
            notes.wrong(
                    "The realm calls itself %s, people reach it at %s: tokens are refused, links lead"
                                    .formatted(issuer, target.issuer())
                            + " elsewhere.",
                    "Start Keycloak with --hostname=%s (KC_HOSTNAME) and --proxy-headers=xforwarded"
                                    .formatted(target.keycloak())
                            + " (KC_PROXY_HEADERS), and look at Realm settings > General > Frontend"
                            + " URL.");
        }
        notes.saw(issuer);
    }
}
