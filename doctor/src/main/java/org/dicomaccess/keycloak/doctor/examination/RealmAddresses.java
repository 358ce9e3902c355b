package org.dicomaccess.keycloak.doctor.examination;

import java.util.List;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Notes;

/** Whether every address that the realm tells is one that people reach. */
final class RealmAddresses implements Examination {

    @Override
    public String name() {
        return "addresses of the realm";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Target target = deployment.target();
        String expected = target.keycloak() + "/";
        List<String> elsewhere =
                deployment
                        .discovery()
                        .everyText()
                        .filter(text -> text.matches("https?://.*"))
                        .filter(address -> !address.startsWith(expected))
                        .toList();
        if (!elsewhere.isEmpty()) {
            notes.wrong(
                    "%d addresses of the realm are not below %s, such as %s."
                            .formatted(elsewhere.size(), expected, elsewhere.get(0)),
                    "Start Keycloak with --hostname=%s (KC_HOSTNAME), without --hostname-backchannel-"
                                    .formatted(target.keycloak())
                            + "dynamic, and with --proxy-headers=xforwarded (KC_PROXY_HEADERS).");
        }
    }
}
