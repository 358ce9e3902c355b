package org.dicomaccess.keycloak.mapper;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.IDToken;

/**
 * The claims of granted studies: {@code study_grants}, the ids of the mappers that put them there,
 * and {@code study_instance_uids}, the studies. A token for more studies than its mapper names has
 * the first alone. A token for none has an empty list: that says something else.
 *
 * @param mappers Keycloak's ids of the protocol mappers, by which the studies are looked up again
 * @param studies the only studies that the token opens; empty when it names none
 */
record StudyClaims(Set<String> mappers, Optional<Set<String>> studies) {
    private static final String MAPPERS = "study_grants";
    private static final String STUDIES = "study_instance_uids";

    StudyClaims {
        mappers = Set.copyOf(mappers);
        studies = studies.map(Set::copyOf);
    }

    /** What one mapper says, by name. */
    static StudyClaims named(String mapper, Collection<StudyInstanceUid> studies) {
        return new StudyClaims(
                Set.of(mapper),
                Optional.of(
                        studies.stream()
                                .map(StudyInstanceUid::value)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    /** What one mapper says, to be looked up. */
    static StudyClaims lookedUp(String mapper) {
        return new StudyClaims(Set.of(mapper), Optional.empty());
    }

    /** The claims in a token; nothing when no mapper put any there. */
    static Optional<StudyClaims> in(IDToken token) {
        @Nullable Object mappers = token.getOtherClaims().get(MAPPERS);
        @Nullable Object studies = token.getOtherClaims().get(STUDIES);
        return mappers == null
                ? Optional.empty()
                : Optional.of(
                        new StudyClaims(
                                texts(mappers),
                                Optional.ofNullable(studies).map(StudyClaims::texts)));
    }

    /** Whether a study may be looked up at all. */
    boolean mayName(StudyInstanceUid study) {
        return studies.isEmpty() || studies.get().contains(study.value());
    }

    /** Whether it opens nothing, so that nothing has to be looked up. */
    boolean namesNone() {
        return studies.filter(Set::isEmpty).isPresent();
    }

    /**
     * Puts these claims into a token, beside those of other mappers: the studies of all, unless one
     * of them names none.
     */
    void addTo(IDToken token) {
        StudyClaims all = in(token).map(this::with).orElse(this);
        token.getOtherClaims().put(MAPPERS, sorted(all.mappers));
        all.studies.ifPresentOrElse(
                named -> token.getOtherClaims().put(STUDIES, sorted(named)),
                () -> token.getOtherClaims().remove(STUDIES));
    }

    private StudyClaims with(StudyClaims other) {
        return new StudyClaims(
                union(mappers, other.mappers),
                studies.flatMap(mine -> other.studies.map(theirs -> union(mine, theirs))));
    }

    /** A claim of another shape was not put there by a mapper of ours, and names nothing. */
    private static Set<String> texts(Object claim) {
        return claim instanceof Collection<?> values
                ? values.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    private static List<String> sorted(Set<String> values) {
        return values.stream().sorted().toList();
    }
}
