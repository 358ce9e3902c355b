package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.ViewerSettings;
import org.dicomaccess.keycloak.doctor.finding.Notes;

/** Whether the viewer sends people to the realm. */
final class IssuerOfViewer implements Examination {

    @Override
    public String name() {
        return "issuer of the viewer";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        ViewerSettings viewer = deployment.viewerSettings();
        if (!viewer.hasLogin()) {
            notes.saw("the viewer opens shares only, nobody signs in");
            return;
        }
        String issuer = deployment.discovery().text("issuer").orElse("");
        if (!viewer.issuer().equals(issuer)) {
            notes.wrong(
                    "The viewer sends people to %s to sign in, the realm is %s."
                            .formatted(viewer.issuer(), issuer),
                    "Set the gateway's DICOM_ACCESS_ISSUER to %s.".formatted(issuer));
        }
    }
}
