package org.dicomaccess.keycloak.dicom;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A search over everything the server holds (QIDO-RS, DICOM PS3.18 §10.6), which is narrowed: the
 * query is built anew with exactly one StudyInstanceUID key, so that nothing but granted studies,
 * their series and their instances can match it.
 *
 * <p>A search that names studies finds those that are granted, and is refused when none is. One
 * that names none finds every granted study; viewers search for a patient's other studies that way
 * and need an answer, so where the grant knows no UID they get an empty one instead of a refusal.
 * Only a grant of every study leaves such a search as wide as it is.
 *
 * @param path as the server behind knows it
 */
record QidoSearch(String path, QidoQuery query) implements DicomWebRequest {

    /** What can be searched for, as the path writes it. */
    static final Set<String> LEVELS = Set.of("studies", "series", "instances");

    /** Well-formed, but an arc of ITU-T's own documents: no study has it. */
    private static final Set<StudyInstanceUid> IMPOSSIBLE = Set.of(new StudyInstanceUid("0.0"));

    @Override
    public Action action() {
        return Action.READ;
    }

    @Override
    public Optional<String> targetFor(Grant grant) {
        if (query.studies().isEmpty()) {
            return Optional.of(targetOfAll(grant));
        }
        Set<StudyInstanceUid> both = new LinkedHashSet<>(query.studies());
        both.removeIf(study -> !grant.covers(study));
        return both.isEmpty() ? Optional.empty() : Optional.of(target(both));
    }

    @Override
    public boolean namesStudies() {
        return !query.studies().isEmpty();
    }

    private String targetOfAll(Grant grant) {
        if (grant.everyStudy()) {
            return TargetWriter.write(path, query.ofEveryStudy());
        }
        return target(grant.studies().isEmpty() ? IMPOSSIBLE : grant.studies());
    }

    private String target(Set<StudyInstanceUid> studies) {
        return TargetWriter.write(path, query.narrowedTo(studies));
    }
}
