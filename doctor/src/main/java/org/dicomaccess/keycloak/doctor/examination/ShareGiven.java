package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Notes;

/** Whether the image server is given a share, of a study that does not exist. */
final class ShareGiven implements Examination {

    @Override
    public String name() {
        return "share given";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Target target = deployment.target();
        String link = deployment.share().link().toString();
        String expected = target.extension("/s/").toString();
        boolean isTokenLink = link.contains("#token=");
        if (isTokenLink) {
            notes.warning(
                    "Share links hold the token itself: they cannot have a passcode or be counted.",
                    "Switch off dicom-access.token-links of the client, if no viewer needs it.");
        } else if (!link.startsWith(expected)) {
            notes.wrong(
                    "The share's link does not lead to %s.".formatted(expected),
                    "Start Keycloak with --hostname=%s (KC_HOSTNAME)."
                            .formatted(target.keycloak()));
        }
        deployment.briefToken();
        notes.saw("good for %d seconds".formatted(Deployment.SHARE_SECONDS));
    }
}
