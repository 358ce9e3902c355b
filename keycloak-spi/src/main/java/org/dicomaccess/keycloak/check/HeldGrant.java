package org.dicomaccess.keycloak.check;

import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Grant;

/**
 * A grant as somebody holds it.
 *
 * @param shareId the share it comes from and ends with; empty when it comes from elsewhere
 * @param tokenId the study token it comes from, which may be taken back by itself; empty when it
 *     comes from elsewhere
 * @param sessionId Keycloak's id of the sign-in that it ends with; empty when it comes from none,
 *     or from one that was looked at already
 */
public record HeldGrant(
        Grant grant,
        Optional<String> shareId,
        Optional<String> tokenId,
        Optional<String> sessionId) {

    /** A grant that ends with a share, if it comes from one, and with no token. */
    public HeldGrant(Grant grant, Optional<String> shareId) {
        this(grant, shareId, Optional.empty(), Optional.empty());
    }

    /** A grant that ends with nothing but its own time. */
    public static HeldGrant of(Grant grant) {
        return new HeldGrant(grant, Optional.empty());
    }

    /** A grant that ends with a share. */
    public static HeldGrant ofShare(Grant grant, String shareId) {
        return new HeldGrant(grant, Optional.of(shareId));
    }

    /** A grant that ends with a study token, and with whatever the token ends with. */
    public static HeldGrant ofToken(
            Grant grant, String tokenId, Optional<String> shareId, Optional<String> sessionId) {
        return new HeldGrant(grant, shareId, Optional.of(tokenId), sessionId);
    }
}
