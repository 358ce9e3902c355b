package org.dicomaccess.keycloak.profile;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.settings.AllPermission;
import org.dicomaccess.keycloak.settings.RoleCombination;

/**
 * Permissions and the labels they reach, as one role gives them and as Orthanc is told them.
 *
 * <p>Orthanc knows one flat set of each for a user, and holds every permission to reach every
 * label. So two roles that are simply put together widen each other: {@code view} on A and {@code
 * delete} on B become both on both.
 *
 * @param permissions names of the plugin; an open set, sites define more
 * @param labels labels of studies; {@code *} is every label
 */
record LabelledPermissions(Set<String> permissions, Set<String> labels) {
    private static final String EVERY_LABEL = "*";
    private static final String VIEW = "view";

    LabelledPermissions {
        permissions = Set.copyOf(permissions);
        labels = Set.copyOf(labels);
    }

    /** What somebody with all these roles is given. */
    static LabelledPermissions combined(
            RoleCombination how, Collection<LabelledPermissions> roles) {
        return switch (how) {
            case UNION -> union(roles);
            case NARROW -> narrow(roles);
        };
    }

    private static LabelledPermissions union(Collection<LabelledPermissions> roles) {
        return new LabelledPermissions(
                union(roles, LabelledPermissions::permissions),
                union(roles, LabelledPermissions::labels));
    }

    /**
     * The labels are those that may be looked at, the permissions those held on each of them. So
     * for every label and every permission of the outcome there is a role that gives this
     * permission on this label.
     */
    private static LabelledPermissions narrow(Collection<LabelledPermissions> roles) {
        Set<String> labels =
                union(roles, LabelledPermissions::labels).stream()
                        .filter(label -> withinAll(heldOn(label, roles)).contains(VIEW))
                        .collect(Collectors.toSet());
        if (labels.isEmpty()) {
            // They reach no study, only the routes where Orthanc looks at no label.
            return new LabelledPermissions(
                    union(roles, LabelledPermissions::permissions), Set.of());
        }
        if (labels.contains(EVERY_LABEL)) {
            // What is held on every label is held on each that is named besides.
            return new LabelledPermissions(heldOn(EVERY_LABEL, roles), Set.of(EVERY_LABEL));
        }
        Set<String> named = heldOnEach(labels, label -> heldOn(label, roles));
        return new LabelledPermissions(
                named.contains(AllPermission.NAME)
                        ? named
                        : heldOnEach(labels, label -> withinAll(heldOn(label, roles))),
                labels);
    }

    private static Set<String> heldOn(String label, Collection<LabelledPermissions> roles) {
        return union(
                roles.stream().filter(role -> role.reaches(label)).toList(),
                LabelledPermissions::permissions);
    }

    private boolean reaches(String label) {
        return labels.contains(label) || labels.contains(EVERY_LABEL);
    }

    private static Set<String> withinAll(Set<String> permissions) {
        if (!permissions.contains(AllPermission.NAME)) {
            return permissions;
        }
        Set<String> more = new LinkedHashSet<>(permissions);
        more.addAll(AllPermission.WITHIN);
        return more;
    }

    private static Set<String> heldOnEach(Set<String> labels, Function<String, Set<String>> held) {
        return labels.stream()
                .map(held)
                .reduce(
                        (one, other) -> {
                            Set<String> both = new LinkedHashSet<>(one);
                            both.retainAll(other);
                            return both;
                        })
                .orElseGet(Set::of);
    }

    private static Set<String> union(
            Collection<LabelledPermissions> roles,
            Function<LabelledPermissions, Set<String>> part) {
        return roles.stream()
                .flatMap(role -> part.apply(role).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
