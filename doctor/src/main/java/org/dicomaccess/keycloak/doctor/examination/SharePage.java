package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** The page behind the share's link. */
final class SharePage implements Examination {

    @Override
    public String name() {
        return "share's page";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Answer page = deployment.sharePage();
        switch (page.status()) {
            case 200 -> lookForButton(page, notes);
            case 404 ->
                    notes.wrong(
                            "The share's page is not found.",
                            "Let the gateway forward /realms/ to Keycloak"
                                    + " (keycloak.conf.template).");
            case 429 ->
                    throw new NotExaminedException(
                            "The gateway wants less to be asked.", "Try again in a minute.");
            case 503 ->
                    notes.wrong(
                            "The share has no viewer.",
                            "Set the attribute dicom-access.viewer.ohif of the client to %s."
                                    .formatted(deployment.target().at("/ohif/")));
            default ->
                    notes.wrong(
                            "The share's page answers %d.".formatted(page.status()),
                            "Look at Keycloak's log.");
        }
    }

    private static void lookForButton(Answer page, Notes notes) {
        if (!page.is("text/html") || !page.body().contains("name=\"do\"")) {
            notes.wrong(
                    "The share's page has no button that opens it.",
                    "If the login theme has its own dicom-access-landing.ftl, compare it with the"
                            + " extension's.");
        }
    }
}
