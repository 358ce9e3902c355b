package org.dicomaccess.keycloak.doctor.examination;

import java.net.URI;
import java.util.List;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Keycloak's health and metrics, which are for the inside only. */
final class ManagementClosed implements Examination {
    private static final List<String> PATHS = List.of("/metrics", "/health", "/health/ready");

    private final int port;

    ManagementClosed(int port) {
        this.port = port;
    }

    @Override
    public String name() {
        return "management of Keycloak";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Target target = deployment.target();
        for (String path : PATHS) {
            if (isManagement(deployment.http().get(target.at(path)))) {
                notes.wrong(
                        "Everybody sees %s.".formatted(target.at(path)),
                        "Let the gateway forward /realms/, /resources/ and /admin/ to Keycloak and"
                                + " nothing else (keycloak.conf.template).");
            }
        }
        if (target.isLocal()) {
            notes.saw("its port is not looked at from this machine itself");
            return;
        }
        for (String scheme : List.of("http", "https")) {
            if (isOpen(deployment, scheme)) {
                notes.wrong(
                        "Keycloak's port %d is open to everybody.".formatted(port),
                        "Do not publish it in compose.yaml, and close it in the firewall.");
            }
        }
    }

    private boolean isOpen(Deployment deployment, String scheme) {
        URI address =
                URI.create(
                        "%s://%s:%d/health"
                                .formatted(scheme, deployment.target().gateway().getHost(), port));
        try {
            return isManagement(deployment.http().get(address));
        } catch (TroubleException nobodyThere) {
            return false;
        }
    }

    private static boolean isManagement(Answer answer) {
        return (answer.isGood() || answer.status() == 503)
                && (answer.body().contains("\"status\"") || answer.body().contains("# TYPE"));
    }
}
