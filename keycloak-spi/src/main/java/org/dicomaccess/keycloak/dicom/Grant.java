package org.dicomaccess.keycloak.dicom;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a bearer may do: actions on studies of one resource server, for a time. A study is named by
 * its StudyInstanceUID, by Orthanc's identifier, or by both; the two sets are not paired.
 *
 * @param audience client id of the resource server the studies are on
 * @param studies granted studies by UID, in the order they were given
 * @param orthancIds granted studies by Orthanc's identifier, in the order they were given
 * @param actions what may be done to each of them
 * @param notBefore first instant of validity
 * @param expires first instant that is no longer covered
 */
public record Grant(
        String audience,
        Set<StudyInstanceUid> studies,
        Set<OrthancId> orthancIds,
        Set<Action> actions,
        Instant notBefore,
        Instant expires) {

    /**
     * @throws IllegalArgumentException naming the field, when the grant would grant nothing, to
     *     nobody, or for no time
     */
    public Grant {
        if (audience.isBlank()) {
            throw new IllegalArgumentException("audience is blank");
        }
        if (studies.isEmpty() && orthancIds.isEmpty()) {
            throw new IllegalArgumentException("studies and orthancIds are both empty");
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

    public boolean covers(StudyInstanceUid study) {
        return studies.contains(study);
    }

    public boolean covers(OrthancId study) {
        return orthancIds.contains(study);
    }

    public boolean allows(Action action) {
        return actions.contains(action);
    }

    /** No leeway: at {@code expires} itself it is over (RFC 7519 §4.1.4). */
    public boolean expiredAt(Instant now) {
        return !now.isBefore(expires);
    }
}
