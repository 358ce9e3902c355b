package org.dicomaccess.keycloak.doctor.examination;

import java.net.URI;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.OpenedShare;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Addresses;

/** Where the button of the share's page leads. */
final class ShareOpened implements Examination {

    @Override
    public String name() {
        return "share opened";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        OpenedShare opened = deployment.openedShare();
        URI expected = deployment.target().at("/ohif/");
        String viewer = Addresses.withoutQuery(opened.viewer());
        if (!viewer.startsWith(Addresses.withoutQuery(expected))) {
            notes.wrong(
                    "The share opens %s, the viewer is at %s.".formatted(viewer, expected),
                    "Set the attribute dicom-access.viewer.ohif of the client %s to %s."
                            .formatted(deployment.target().client(), expected));
        } else if (deployment.http().get(opened.viewer()).status() != 200) {
            notes.wrong(
                    "The viewer does not answer at %s.".formatted(viewer),
                    "Let the gateway answer the viewer's own addresses with its index.html"
                            + " (try_files in dicom-access.conf.template).");
        }
        if (opened.viewer().toString().contains("token")) {
            notes.wrong(
                    "The token is in the viewer's address and not in its fragment: it gets into"
                            + " logs.",
                    "Is the extension's version that of the doctor?");
        }
    }
}
