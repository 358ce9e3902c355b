package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Whether people who sign in to the viewer see a page for it. */
final class SignIn implements Examination {

    @Override
    public String name() {
        return "sign-in";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Target target = deployment.target();
        Answer page = SignInPage.of(deployment);
        String client = deployment.viewerSettings().client();
        if (page.status() != 200) {
            notes.wrong(
                    "Who wants to sign in to the viewer sees an error: status %d."
                            .formatted(page.status()),
                    "The realm needs a client %s (the gateway's DICOM_ACCESS_VIEWER), public, with the"
                                    .formatted(client)
                            + " redirect URI %s and the web origin of this address."
                                    .formatted(target.at("/ohif/callback")));
        } else if (page.body().contains("action=\"http://") && target.isEncrypted()) {
            notes.wrong(
                    "The form of the sign-in page leads to plain http.",
                    "Start Keycloak with --hostname=%s (KC_HOSTNAME) and --proxy-headers=xforwarded"
                                    .formatted(target.keycloak())
                            + " (KC_PROXY_HEADERS).");
        }
    }
}
