package org.dicomaccess.keycloak.http.exchange;

import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.details.StudyDetail;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.exchange.ExchangeRefusedException.Cause;

/** Whether a token that names studies opens what is asked for: a pure decision. */
final class Reach {
    private Reach() {}

    /**
     * That each action on each study is granted.
     *
     * @param held what the token opens, on the one resource server that is asked about
     * @throws ExchangeRefusedException naming the first study that is not
     */
    static void require(List<StudyDetail> asked, List<Grant> held) throws ExchangeRefusedException {
        for (StudyDetail detail : asked) {
            for (StudyInstanceUid study : detail.studies()) {
                Optional<Action> missing =
                        detail.actions().stream()
                                .filter(action -> !granted(study, action, held))
                                .findFirst();
                if (missing.isPresent()) {
                    throw new ExchangeRefusedException(
                            Cause.ACCESS_DENIED,
                            "authorization_details: the subject token does not let %s study %s"
                                    .formatted(missing.get().code(), study));
                }
            }
        }
    }

    private static boolean granted(StudyInstanceUid study, Action action, List<Grant> held) {
        return held.stream().anyMatch(grant -> grant.covers(study) && grant.allows(action));
    }
}
