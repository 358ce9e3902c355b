package org.dicomaccess.keycloak.doctor.examination;

import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.Notes;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;

/** Looks at one thing. */
public interface Examination {

    /** What is looked at, in a few words. */
    String name();

    /**
     * Looks, and writes down what is not as it should be.
     *
     * @throws TroubleException when it cannot go on, because of something that is wrong
     * @throws NotExaminedException when it cannot be made
     */
    void examine(Deployment deployment, Notes notes);
}
