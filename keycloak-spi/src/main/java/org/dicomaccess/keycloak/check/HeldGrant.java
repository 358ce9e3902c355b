package org.dicomaccess.keycloak.check;

import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Grant;

/**
 * A grant as somebody holds it.
 *
 * @param shareId the share it comes from and ends with; empty when it comes from elsewhere
 */
public record HeldGrant(Grant grant, Optional<String> shareId) {

    /** A grant that ends with nothing but its own time. */
    public static HeldGrant of(Grant grant) {
        return new HeldGrant(grant, Optional.empty());
    }

    /** A grant that ends with a share. */
    public static HeldGrant ofShare(Grant grant, String shareId) {
        return new HeldGrant(grant, Optional.of(shareId));
    }
}
