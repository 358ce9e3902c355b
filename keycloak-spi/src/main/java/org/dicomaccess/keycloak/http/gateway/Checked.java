package org.dicomaccess.keycloak.http.gateway;

import org.dicomaccess.keycloak.check.Decision;
import org.dicomaccess.keycloak.check.Reason;

/**
 * What a gateway is told.
 *
 * @param forwardsToken whether the server behind has to decide as well, by the study's labels, and
 *     needs the caller's own token for that
 */
record Checked(Decision decision, boolean forwardsToken) {

    static Checked here(Decision decision) {
        return new Checked(decision, false);
    }

    static Checked refused(Reason reason) {
        return here(new Decision.Refused(reason));
    }
}
