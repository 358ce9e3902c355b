package org.dicomaccess.keycloak.roles;

import java.util.List;

/**
 * What taking over roles did, or would do.
 *
 * @param roles every role that was named, in the order of the names
 * @param labelsBefore the labels that an editor offered
 * @param labelsAfter those that it offers then
 */
public record TakenOver(
        List<RoleChange> roles, List<String> labelsBefore, List<String> labelsAfter) {
    public TakenOver {
        roles = List.copyOf(roles);
        labelsBefore = List.copyOf(labelsBefore);
        labelsAfter = List.copyOf(labelsAfter);
    }
}
