package org.dicomaccess.keycloak.http.call;

import java.time.Duration;
import java.util.List;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.profile.UserProfile;
import org.dicomaccess.keycloak.token.StudyToken;

/** Whoever has a study token: nobody in particular, with the studies that it names. */
final class StudyTokenBearer {
    private final DicomAccess access;

    StudyTokenBearer(DicomAccess access) {
        this.access = access;
    }

    /**
     * Also for a study token whose time has not come or is over: Orthanc keeps a profile, and one
     * without the locks, kept across the moment the token begins, would leave writes open.
     */
    Bearer of(StudyToken token) {
        Grant grant = token.grant();
        Duration left = Duration.between(access.now(), grant.expires());
        Duration validity = access.validity();
        UserProfile profile =
                UserProfile.share(
                        grant.allows(Action.DOWNLOAD),
                        left.compareTo(validity) < 0 ? left : validity);
        return Bearer.ofStudies(profile, List.of(token.held()));
    }
}
