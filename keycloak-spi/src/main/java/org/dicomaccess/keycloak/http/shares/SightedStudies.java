package org.dicomaccess.keycloak.http.shares;

import java.util.List;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.SharedStudy;

/** Whether somebody sees the studies that they want to share. */
interface SightedStudies {

    /**
     * The studies, as a share names them.
     *
     * @throws GivingRefusedException when one is not seen, or the server cannot be asked
     */
    List<SharedStudy> seen(ResourceServer server, UserToken user, List<StudyInstanceUid> studies)
            throws GivingRefusedException;
}
