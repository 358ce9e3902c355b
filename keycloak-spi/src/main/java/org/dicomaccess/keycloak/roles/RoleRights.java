package org.dicomaccess.keycloak.roles;

import java.util.Collection;
import java.util.List;

/**
 * What one role carries: permissions in the names of Orthanc's plugin, and the labels they reach.
 *
 * @param labels in order and without repetition; {@code *} is every label
 * @param permissions in order and without repetition
 */
public record RoleRights(List<String> labels, List<String> permissions) {
    /** What a role without these attributes carries. */
    public static final RoleRights NONE = new RoleRights(List.of(), List.of());

    public RoleRights {
        labels = ordered(labels);
        permissions = ordered(permissions);
    }

    /** Keycloak keeps the values of an attribute in no order. */
    private static List<String> ordered(Collection<String> values) {
        return values.stream().distinct().sorted().toList();
    }
}
