package org.dicomaccess.keycloak.http.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.check.Check;
import org.dicomaccess.keycloak.check.CheckRequest;
import org.dicomaccess.keycloak.check.Decision;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.share.Standing;

/**
 * Grants as every door looks at them: first the clock, then whether the token, the sign-in or the
 * share they come from is over, then what is asked.
 */
public final class HeldGrants {
    private final DicomAccess access;

    HeldGrants(DicomAccess access) {
        this.access = access;
    }

    /** Why a grant opens nothing at this moment, whatever is asked; empty when it is in force. */
    public Optional<Reason> refusal(HeldGrant held) {
        return Check.refusedAt(held.grant(), access.now())
                .or(() -> held.tokenId().flatMap(access.revokedTokens()::refusal))
                .or(() -> held.sessionId().flatMap(access.signIns()::refusal))
                .or(() -> held.shareId().flatMap(this::shareRefusal));
    }

    /** Those that open something at this moment. */
    public List<HeldGrant> inForce(List<HeldGrant> held) {
        return held.stream().filter(grant -> refusal(grant).isEmpty()).toList();
    }

    /**
     * Decides, and remembers which shares were used.
     *
     * @param validity how long a granted answer may be kept at most
     */
    public Decision decide(List<HeldGrant> held, CheckRequest request, Duration validity) {
        List<HeldGrant> standing = new ArrayList<>();
        Optional<Reason> over = Optional.empty();
        for (HeldGrant one : held) {
            Optional<Reason> refusal = refusal(one);
            if (refusal.isEmpty()) {
                standing.add(one);
            } else {
                over = over.or(() -> refusal);
            }
        }
        if (standing.isEmpty() && over.isPresent()) {
            return new Decision.Refused(over.get());
        }
        List<Grant> grants = standing.stream().map(HeldGrant::grant).toList();
        Decision decision = Check.decide(request, grants, access.now(), validity);
        if (decision.granted()) {
            noteUse(standing, request);
        }
        return decision;
    }

    private void noteUse(List<HeldGrant> standing, CheckRequest request) {
        for (HeldGrant one : standing) {
            one.shareId()
                    .filter(share -> standing.size() == 1 || opens(one, request))
                    .ifPresent(share -> access.knownShares().used(share, access.now()));
        }
    }

    private boolean opens(HeldGrant one, CheckRequest request) {
        return Check.decide(request, one.grant(), access.now(), Duration.ZERO).granted();
    }

    private Optional<Reason> shareRefusal(String shareId) {
        Standing standing = access.knownShares().standing(access.session(), shareId);
        return switch (standing) {
            case IN_FORCE -> Optional.empty();
            case ENDED -> Optional.of(Reason.SHARE_ENDED);
            case UNKNOWN -> Optional.of(Reason.UNAVAILABLE);
        };
    }
}
