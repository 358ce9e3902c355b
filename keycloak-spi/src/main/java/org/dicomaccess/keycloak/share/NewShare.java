package org.dicomaccess.keycloak.share;

import java.time.Instant;
import java.util.Optional;

/**
 * A share that somebody wants to give.
 *
 * @param contents what it opens
 * @param owner who gives it
 * @param recipient for whom it is
 * @param label the owner's own words for it, at most 255 characters; may be empty
 * @param linkForm what its link holds
 * @param notBefore when it begins; at once when empty
 * @param expires when it ends; after the realm's usual time when empty
 * @param maximumOpens how often it may be opened
 * @param passcode what is asked for; in the clear, kept only as a hash
 * @param mailsCode whether a one-time code is sent to the recipient's address and asked for
 * @param notices what the owner wants to be told
 */
public record NewShare(
        ShareContents contents,
        Owner owner,
        Recipient recipient,
        String label,
        LinkForm linkForm,
        Optional<Instant> notBefore,
        Optional<Instant> expires,
        Optional<Integer> maximumOpens,
        Optional<String> passcode,
        boolean mailsCode,
        Notices notices) {

    @Override
    public String toString() {
        return "NewShare[" + contents + ", " + owner + "]";
    }
}
