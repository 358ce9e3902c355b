package org.dicomaccess.keycloak.check;

import java.time.Duration;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.DicomWebRequest;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.NotUnderstoodException;

/** The decision about a DICOMweb call: understood as a whole, or refused. */
final class DicomWebCheck {

    private DicomWebCheck() {}

    static Decision decide(DicomWebCall call, Grant grant, Duration validity) {
        try {
            return call.forwarding() == Forwarding.TARGET
                    ? decide(call.request(), grant, validity)
                    : asItCame(call, grant, validity);
        } catch (NotUnderstoodException e) {
            return new Decision.Refused(reason(e.part()));
        }
    }

    private static Decision decide(DicomWebRequest request, Grant grant, Duration validity) {
        Optional<String> target = request.targetFor(grant);
        if (target.isEmpty()) {
            return new Decision.Refused(Reason.STUDY_NOT_GRANTED);
        }
        if (!grant.allows(request.action())) {
            return new Decision.Refused(Reason.ACTION_NOT_GRANTED);
        }
        return new Decision.Granted(request.action(), validity, target);
    }

    /**
     * Granted when the target to forward would be, letter by letter, what the caller wrote: then
     * any server reads in it what was understood here, and finds no study that is not granted.
     */
    private static Decision asItCame(DicomWebCall call, Grant grant, Duration validity) {
        Decision rewritten = decide(call.requestInPublic(), grant, validity);
        if (!(rewritten instanceof Decision.Granted granted)) {
            return rewritten;
        }
        return granted.target().filter(call.rawTarget()::equals).isPresent()
                ? new Decision.Granted(granted.action(), granted.validity(), Optional.empty())
                : new Decision.Refused(Reason.REWRITE_NEEDED);
    }

    private static Reason reason(NotUnderstoodException.Part part) {
        return switch (part) {
            case TARGET -> Reason.REQUEST_NOT_UNDERSTOOD;
            case METHOD -> Reason.METHOD_NOT_GRANTED;
            case PATH -> Reason.PATH_NOT_GRANTED;
            case QUERY -> Reason.QUERY_NOT_UNDERSTOOD;
        };
    }
}
