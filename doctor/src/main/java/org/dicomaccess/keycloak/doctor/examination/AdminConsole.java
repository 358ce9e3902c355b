package org.dicomaccess.keycloak.doctor.examination;

import java.net.URI;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.http.Answer;

/** Whether administrators get in from here. Whether they should is for the site to say. */
final class AdminConsole implements Examination {

    @Override
    public String name() {
        return "admin console";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        URI address = URI.create(deployment.target().keycloak() + "/admin/master/console/");
        Answer answer = deployment.http().get(address);
        boolean reached = answer.status() < 400;
        notes.saw(
                reached
                        ? "can be reached from here; if that is outside, close it by a file in the"
                                + " gateway's folder conf.d/dicom-access/admin"
                        : "cannot be reached from here");
    }
}
