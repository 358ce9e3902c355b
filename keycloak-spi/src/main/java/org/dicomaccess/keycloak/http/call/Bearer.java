package org.dicomaccess.keycloak.http.call;

import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.profile.UserProfile;

/**
 * Whoever sent a credential that was verified a moment ago, and what they may do on one resource
 * server. Having one is the proof.
 *
 * @param profile for Orthanc's plugin, which decides by it before it asks about a study
 * @param studies what opens when the plugin asks about a study. Never what roles give: to the
 *     plugin, changing a study looks like reading it, so this may hold something only where the
 *     profile holds the locks and no label
 * @param grants what opens at a gateway
 * @param byLabels what opens at a gateway for studies that have one of the profile's labels, which
 *     only the server behind knows
 */
public record Bearer(
        UserProfile profile,
        List<HeldGrant> studies,
        List<HeldGrant> grants,
        Optional<Grant> byLabels) {

    public Bearer {
        studies = List.copyOf(studies);
        grants = List.copyOf(grants);
    }

    /** The same with nothing that opens at a gateway. */
    Bearer atPlugin() {
        return new Bearer(profile, studies, List.of(), Optional.empty());
    }

    /** Somebody who may open named studies and nothing else. */
    static Bearer ofStudies(UserProfile profile, List<HeldGrant> studies) {
        return new Bearer(profile, studies, studies, Optional.empty());
    }
}
