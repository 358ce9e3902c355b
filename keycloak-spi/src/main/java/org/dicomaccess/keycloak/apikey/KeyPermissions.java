package org.dicomaccess.keycloak.apikey;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.settings.AllPermission;

/**
 * Which permissions of its owner an API key carries; never one that the owner lacks at the time.
 */
public sealed interface KeyPermissions {
    /** What is left of them for a key of an owner who has these now. */
    Set<String> effective(Set<String> owners);

    /** All that the owner has, whatever that is by the time. */
    record Owners() implements KeyPermissions {
        @Override
        public Set<String> effective(Set<String> owners) {
            return Set.copyOf(owners);
        }
    }

    /** These, as far as the owner has them. */
    record Only(Set<String> names) implements KeyPermissions {
        public Only {
            names = Set.copyOf(names);
        }

        @Override
        public Set<String> effective(Set<String> owners) {
            return names.stream()
                    .filter(name -> AllPermission.covers(owners, name))
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** Those that the owner lacks, in order. */
        Set<String> beyond(Set<String> owners) {
            return names.stream()
                    .filter(name -> !AllPermission.covers(owners, name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
