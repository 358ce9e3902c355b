package org.dicomaccess.keycloak.doctor.examination;

import java.util.List;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Whether OHIF is there, with this project's configuration. */
final class ViewerServed implements Examination {

    @Override
    public String name() {
        return "viewer";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Answer index = deployment.http().get(deployment.target().at("/ohif/"));
        if (index.status() != 200 || !index.is("text/html")) {
            notes.wrong(
                    "OHIF is not there: " + index.words() + ".",
                    "Prepare it with docker/ohif/prepare-viewer.mjs and let VIEWER_ROOT be the"
                            + " folder that holds ohif/.");
            return;
        }
        String base = deployment.target().gateway().getRawPath() + "/ohif/";
        if (ViewerFiles.of(index).isEmpty()) {
            notes.wrong(
                    "OHIF looks for its files elsewhere than below %s: the page stays blank."
                            .formatted(base),
                    "Prepare it again for %s with docker/ohif/prepare-viewer.mjs.".formatted(base));
        }
        Answer config = deployment.http().get(deployment.target().at("/ohif/app-config.js"));
        if (config.status() != 200 || !config.body().contains("'dicom-access'")) {
            notes.wrong(
                    "The viewer's configuration is not this project's: share links will not open.",
                    "Put docker/ohif/app-config.js beside the viewer's index.html;"
                            + " prepare-viewer.mjs does it.");
        }
        List<String> needed = List.of("/ohif/refused.html", "/ohif/viewer-start.js");
        for (String file : needed) {
            Answer answer = deployment.http().get(deployment.target().at(file));
            if (answer.status() != 200) {
                notes.wrong(
                        answer.words() + ".",
                        "Put the files of docker/ohif beside the viewer's index.html;"
                                + " prepare-viewer.mjs does it.");
            }
        }
        deployment.viewerSettings();
    }
}
