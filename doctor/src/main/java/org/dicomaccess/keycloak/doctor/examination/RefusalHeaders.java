package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;

/** What a refusal of DICOMweb tells the browser: to keep nothing. */
final class RefusalHeaders implements Examination {

    @Override
    public String name() {
        return "headers of refusals";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        Headers headers =
                new Headers(
                        deployment.http().get(deployment.target().dicomWeb("/studies?limit=1")),
                        notes);
        headers.require("Cache-Control", "no-store", "a refusal stays after a share was given");
        headers.require("X-Content-Type-Options", "nosniff", "browsers guess what it may be");
    }
}
