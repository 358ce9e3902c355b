package org.dicomaccess.keycloak.check;

import java.time.Duration;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;

/**
 * The decision about a resource. Only studies are ever granted: a grant of studies knows nothing of
 * the identifiers of their series, instances and patients.
 */
final class ResourceCheck {

    private ResourceCheck() {}

    static Decision decide(ResourceQuestion question, Grant grant, Duration validity) {
        if (!reads(question.method())) {
            return new Decision.Refused(Reason.METHOD_NOT_GRANTED);
        }
        if (question.level() != ResourceLevel.STUDY) {
            return new Decision.Refused(Reason.LEVEL_NOT_GRANTED);
        }
        if (!covers(question, grant)) {
            return new Decision.Refused(Reason.STUDY_NOT_GRANTED);
        }
        return action(grant)
                .<Decision>map(held -> new Decision.Granted(held, validity, Optional.empty()))
                .orElseGet(() -> new Decision.Refused(Reason.ACTION_NOT_GRANTED));
    }

    /** DICOMweb reads search with a POST inside Orthanc, which asks for that one as well. */
    private static boolean reads(ResourceMethod method) {
        return method == ResourceMethod.GET || method == ResourceMethod.POST;
    }

    /**
     * The UID decides wherever the question has one and the grant knows any. Orthanc derives its
     * identifier from PatientID and StudyInstanceUID, so a granted identifier beside a UID that is
     * not granted means that the two were paired wrongly when the grant was given: the narrower
     * reading holds. A granted UID needs no granted identifier, since a study can be granted by its
     * UID alone.
     */
    private static boolean covers(ResourceQuestion question, Grant grant) {
        if (grant.everyStudy()) {
            return true;
        }
        if (question.study().isPresent() && !grant.studies().isEmpty()) {
            return grant.covers(question.study().get());
        }
        return question.orthancId().filter(grant::covers).isPresent();
    }

    /** Reading and downloading are one method here; whoever may only add reads nothing. */
    private static Optional<Action> action(Grant grant) {
        if (grant.allows(Action.READ)) {
            return Optional.of(Action.READ);
        }
        return grant.allows(Action.DOWNLOAD) ? Optional.of(Action.DOWNLOAD) : Optional.empty();
    }
}
