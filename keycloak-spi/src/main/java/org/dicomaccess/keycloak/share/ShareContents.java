package org.dicomaccess.keycloak.share;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.viewer.Viewer;

/**
 * What a share opens, and with what.
 *
 * @param resourceServer Keycloak's internal id of the client that stands for the image server: a
 *     client made later under the same client id is another one
 * @param studies at least one, in the order they were named
 * @param actions {@code read}, perhaps {@code download}
 * @param viewer what it is opened with first
 */
public record ShareContents(
        String resourceServer, List<SharedStudy> studies, Set<Action> actions, Viewer viewer) {

    /**
     * @throws IllegalArgumentException naming what is empty
     */
    public ShareContents {
        if (studies.isEmpty()) {
            throw new IllegalArgumentException("studies is empty");
        }
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("actions is empty");
        }
        studies = List.copyOf(studies);
        actions = Set.copyOf(EnumSet.copyOf(actions));
    }

    public boolean allows(Action action) {
        return actions.contains(action);
    }

    /** Those that are named by UID. */
    public Set<StudyInstanceUid> uids() {
        Set<StudyInstanceUid> uids = new LinkedHashSet<>();
        studies.forEach(study -> study.uid().ifPresent(uids::add));
        return uids;
    }

    /** Those that are named by Orthanc's identifier. */
    public Set<OrthancId> orthancIds() {
        Set<OrthancId> ids = new LinkedHashSet<>();
        studies.forEach(study -> study.orthancId().ifPresent(ids::add));
        return ids;
    }

    /** Everything in it as a grant for a resource server, for a time. */
    public Grant grant(String audience, Instant notBefore, Instant expires) {
        return new Grant(audience, uids(), orthancIds(), actions, notBefore, expires);
    }

    /**
     * The same as a grant for one viewer: tokens travel in every header, so they name studies once
     * where once is enough.
     */
    public Grant grant(String audience, Viewer opened, Instant notBefore, Instant expires) {
        boolean uidsAreEnough = !opened.readsOrthancIds() && !uids().isEmpty();
        return new Grant(
                audience,
                uids(),
                uidsAreEnough ? Set.of() : orthancIds(),
                actions,
                notBefore,
                expires);
    }
}
