package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.Notes;

/** Whether the realm answers. */
final class RealmThere implements Examination {

    @Override
    public String name() {
        return "realm";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        deployment.discovery();
        notes.saw("answers at " + deployment.target().issuer());
    }
}
