package org.dicomaccess.keycloak.mapper;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.share.Recipient;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.SharedStudy;

/**
 * What one share gives its recipient without being opened.
 *
 * @param shareId the share that it stands and falls with
 * @param studies those that have a UID: nothing else has a name in a token
 * @param actions what may be done to them
 * @param notBefore first instant at which it counts
 * @param expires first instant at which it no longer does
 */
record GivenStudies(
        String shareId,
        List<SharedStudy> studies,
        Set<Action> actions,
        Instant notBefore,
        Instant expires) {

    /**
     * What a share gives; empty when it asks for more than that its recipient signs in. A passcode
     * or a mailed code has to be entered on its page, and only there are its opens counted.
     */
    static Optional<GivenStudies> of(Share share) {
        boolean signInIsEnough =
                share.recipient() instanceof Recipient.KeycloakUser
                        && !share.rules().passcode()
                        && !share.rules().mailsCode()
                        && share.rules().maximumOpens().isEmpty();
        List<SharedStudy> studies =
                share.contents().studies().stream()
                        .filter(study -> study.uid().isPresent())
                        .toList();
        return signInIsEnough && !studies.isEmpty()
                ? Optional.of(
                        new GivenStudies(
                                share.id(),
                                studies,
                                share.contents().actions(),
                                share.rules().notBefore(),
                                share.rules().expires()))
                : Optional.empty();
    }

    Stream<StudyInstanceUid> uids() {
        return studies.stream().flatMap(study -> study.uid().stream());
    }

    /**
     * The same as a grant; empty when nothing of it is left.
     *
     * @param audience client id of the resource server the studies are on
     * @param named which of the studies count
     * @param end first instant that is not covered whatever the share says
     */
    Optional<Grant> grant(String audience, Predicate<StudyInstanceUid> named, Instant end) {
        Set<StudyInstanceUid> uids = new LinkedHashSet<>();
        Set<OrthancId> ids = new LinkedHashSet<>();
        for (SharedStudy study : studies) {
            if (study.uid().filter(named).isPresent()) {
                study.uid().ifPresent(uids::add);
                study.orthancId().ifPresent(ids::add);
            }
        }
        Instant until = expires.isBefore(end) ? expires : end;
        return uids.isEmpty() || !until.isAfter(notBefore)
                ? Optional.empty()
                : Optional.of(new Grant(audience, uids, ids, actions, notBefore, until));
    }
}
