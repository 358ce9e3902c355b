package org.dicomaccess.keycloak.doctor.finding;

import java.util.List;

/**
 * What one examination found.
 *
 * @param examination its name
 * @param saw what was there to see; empty when that was nothing worth telling
 * @param troubles in the order in which they were found; none when all is well
 */
public record Finding(String examination, String saw, List<Trouble> troubles) {

    public Finding {
        troubles = List.copyOf(troubles);
    }

    /** The worst of it. */
    public Verdict verdict() {
        return troubles.stream().map(Trouble::verdict).reduce(Verdict.OK, Verdict::orWorse);
    }
}
