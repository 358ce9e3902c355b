package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;

/** What the page behind a share link tells the browser. */
final class SharePageHeaders implements Examination {

    @Override
    public String name() {
        return "headers of the share's page";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Headers headers = new Headers(deployment.sharePage(), notes);
        headers.require("Cache-Control", "no-store", "it is kept where others can look");
        headers.require("Referrer-Policy", "no-referrer", "the link is told to other sites");
        headers.require("X-Content-Type-Options", "nosniff", "browsers guess what it may be");
        headers.require(
                "Content-Security-Policy", "frame-ancestors 'none'", "other sites may show it");
    }
}
