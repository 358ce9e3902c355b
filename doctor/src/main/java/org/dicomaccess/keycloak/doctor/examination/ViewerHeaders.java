package org.dicomaccess.keycloak.doctor.examination;

import java.util.List;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** What the viewer's files tell the browser. */
final class ViewerHeaders implements Examination {
    private static final List<String> NEVER_KEPT =
            List.of("/ohif/", "/ohif/index.html", "/ohif/app-config.js", "/ohif/deployment.js");

    @Override
    public String name() {
        return "headers of the viewer";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        for (String path : NEVER_KEPT) {
            Answer answer = deployment.http().get(deployment.target().at(path));
            Headers headers = new Headers(answer, notes);
            headers.require("Cache-Control", "no-store", "old ones stay in browsers");
            headers.require("Referrer-Policy", "no-referrer", "addresses are told to other sites");
            headers.require(
                    "X-Content-Type-Options", "nosniff", "browsers guess what a file may be");
            headers.require(
                    "Content-Security-Policy", "default-src", "the page may load from anywhere");
        }
    }
}
