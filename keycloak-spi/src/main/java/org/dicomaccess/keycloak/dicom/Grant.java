package org.dicomaccess.keycloak.dicom;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a bearer may do: actions on studies of one resource server, for a time. A study is named by
 * its StudyInstanceUID, by Orthanc's identifier, or by both; the two sets are not paired. A grant
 * of every study names none: it comes from a person's roles, and no token carries one.
 *
 * @param audience client id of the resource server the studies are on
 * @param studies granted studies by UID, in the order they were given
 * @param orthancIds granted studies by Orthanc's identifier, in the order they were given
 * @param actions what may be done to each of them
 * @param notBefore first instant of validity
 * @param expires first instant that is no longer covered
 * @param everyStudy whether every study of the resource server is granted, named or not
 */
public record Grant(
        String audience,
        Set<StudyInstanceUid> studies,
        Set<OrthancId> orthancIds,
        Set<Action> actions,
        Instant notBefore,
        Instant expires,
        boolean everyStudy) {

    /**
     * A grant of the studies it names.
     *
     * @throws IllegalArgumentException as for any grant
     */
    public Grant(
            String audience,
            Set<StudyInstanceUid> studies,
            Set<OrthancId> orthancIds,
            Set<Action> actions,
            Instant notBefore,
            Instant expires) {
        this(audience, studies, orthancIds, actions, notBefore, expires, false);
    }

    /**
     * @throws IllegalArgumentException naming the field, when the grant would grant nothing, to
     *     nobody, or for no time
     */
    public Grant {
        if (audience.isBlank()) {
            throw new IllegalArgumentException("audience is blank");
        }
        boolean namesNone = studies.isEmpty() && orthancIds.isEmpty();
        if (namesNone && !everyStudy) {
            throw new IllegalArgumentException("studies and orthancIds are both empty");
        }
        if (everyStudy && !namesNone) {
            throw new IllegalArgumentException("everyStudy is set beside studies or orthancIds");
        }
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("actions is empty");
        }
        if (!expires.isAfter(notBefore)) {
            throw new IllegalArgumentException("expires is not after notBefore");
        }
        studies = Collections.unmodifiableSet(new LinkedHashSet<>(studies));
        orthancIds = Collections.unmodifiableSet(new LinkedHashSet<>(orthancIds));
        actions = Collections.unmodifiableSet(EnumSet.copyOf(actions));
    }

    /**
     * A grant of every study of a resource server.
     *
     * @throws IllegalArgumentException as for any grant
     */
    public static Grant ofEveryStudy(
            String audience, Set<Action> actions, Instant notBefore, Instant expires) {
        return new Grant(audience, Set.of(), Set.of(), actions, notBefore, expires, true);
    }

    public boolean covers(StudyInstanceUid study) {
        return everyStudy || studies.contains(study);
    }

    public boolean covers(OrthancId study) {
        return everyStudy || orthancIds.contains(study);
    }

    public boolean allows(Action action) {
        return actions.contains(action);
    }

    /** No leeway: at {@code expires} itself it is over (RFC 7519 §4.1.4). */
    public boolean expiredAt(Instant now) {
        return !now.isBefore(expires);
    }
}
