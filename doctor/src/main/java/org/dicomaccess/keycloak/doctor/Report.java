package org.dicomaccess.keycloak.doctor;

import java.util.List;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.Finding;

/** Where the findings go. */
interface Report {

    void begin(Target target);

    void add(Finding finding);

    /** All that were added, once more, for whoever wants the end only. */
    void end(List<Finding> findings);
}
