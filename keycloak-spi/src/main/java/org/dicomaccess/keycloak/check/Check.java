package org.dicomaccess.keycloak.check;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Grant;

/** The one decision: may the holder of this grant do this, now? */
public final class Check {

    /** For the clocks of other nodes; the end of a grant has no leeway. */
    private static final Duration NOT_BEFORE_LEEWAY = Duration.ofSeconds(5);

    private Check() {}

    /**
     * Decides.
     *
     * @param now the moment of the request
     * @param validity how long a granted answer may be reused at most; never past the grant's end
     */
    public static Decision decide(
            CheckRequest request, Grant grant, Instant now, Duration validity) {
        Optional<Reason> refused = refusedAt(grant, now);
        if (refused.isPresent()) {
            return new Decision.Refused(refused.get());
        }
        Duration reusable = reusable(grant, now, validity);
        return request instanceof DicomWebCall call
                ? DicomWebCheck.decide(call, grant, reusable)
                : ResourceCheck.decide((ResourceQuestion) request, grant, reusable);
    }

    /**
     * Decides over several grants that one person holds: granted when any of them grants it.
     *
     * @param grants of one audience, each of them in force
     * @param now the moment of the request
     * @param validity as for one grant
     */
    public static Decision decide(
            CheckRequest request, List<Grant> grants, Instant now, Duration validity) {
        // Only a call can be a search, which has to find what all of them open together.
        boolean together = grants.size() > 1 && request instanceof DicomWebCall;
        Optional<Decision> best = Optional.empty();
        for (Grant grant : together ? GrantUnion.byAction(grants) : grants) {
            Decision decision = decide(request, grant, now, validity);
            if (decision.granted()) {
                return decision;
            }
            best = best.filter(Check::tellsMore).or(() -> Optional.of(decision));
        }
        return best.orElseGet(() -> new Decision.Refused(Reason.STUDY_NOT_GRANTED));
    }

    /** That the study is granted but not for this says more than that another grant has it not. */
    private static boolean tellsMore(Decision refused) {
        return refused.reason() != Reason.STUDY_NOT_GRANTED;
    }

    /** Why a grant opens nothing at this moment; empty when it is in force. */
    public static Optional<Reason> refusedAt(Grant grant, Instant now) {
        if (grant.expiredAt(now)) {
            return Optional.of(Reason.TOKEN_EXPIRED);
        }
        if (now.plus(NOT_BEFORE_LEEWAY).isBefore(grant.notBefore())) {
            return Optional.of(Reason.TOKEN_NOT_YET_VALID);
        }
        return Optional.empty();
    }

    private static Duration reusable(Grant grant, Instant now, Duration validity) {
        Duration left = Duration.between(now, grant.expires());
        Duration shorter = left.compareTo(validity) < 0 ? left : validity;
        return shorter.isNegative() ? Duration.ZERO : shorter.truncatedTo(ChronoUnit.SECONDS);
    }
}
