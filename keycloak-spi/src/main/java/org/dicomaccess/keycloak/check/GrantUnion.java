package org.dicomaccess.keycloak.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/**
 * Several grants that one person holds at once, as one grant for each action: a search finds what
 * any of them opens. Never as one grant of all actions, which would allow each of them on
 * everything.
 */
final class GrantUnion {

    private GrantUnion() {}

    /**
     * The union, action by action.
     *
     * @param grants of one audience, all of them in force
     */
    static List<Grant> byAction(List<Grant> grants) {
        List<Grant> union = new ArrayList<>();
        for (Action action : Action.values()) {
            of(action, grants.stream().filter(grant -> grant.allows(action)).toList())
                    .ifPresent(union::add);
        }
        return union;
    }

    /** It ends with the first of them, since what is left may be less from then on. */
    private static Optional<Grant> of(Action action, List<Grant> grants) {
        Optional<Grant> everyStudy = grants.stream().filter(Grant::everyStudy).findFirst();
        if (everyStudy.isPresent() || grants.isEmpty()) {
            return everyStudy;
        }
        Set<StudyInstanceUid> studies = new LinkedHashSet<>();
        Set<OrthancId> orthancIds = new LinkedHashSet<>();
        for (Grant grant : grants) {
            studies.addAll(grant.studies());
            orthancIds.addAll(grant.orthancIds());
        }
        return Optional.of(
                new Grant(
                        grants.get(0).audience(),
                        studies,
                        orthancIds,
                        Set.of(action),
                        latest(grants),
                        earliest(grants)));
    }

    private static Instant latest(List<Grant> grants) {
        return grants.stream().map(Grant::notBefore).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static Instant earliest(List<Grant> grants) {
        return grants.stream().map(Grant::expires).min(Comparator.naturalOrder()).orElseThrow();
    }
}
