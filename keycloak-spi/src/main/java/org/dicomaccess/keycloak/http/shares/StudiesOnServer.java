package org.dicomaccess.keycloak.http.shares;

import java.util.List;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.shares.GivingRefusedException.Cause;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.settings.Settings;
import org.dicomaccess.keycloak.share.SharedStudy;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/** Asks the resource server itself, in the person's own name. */
final class StudiesOnServer implements SightedStudies {
    private static final Logger LOG = Logger.getLogger(StudiesOnServer.class);

    private final KeycloakSession session;

    StudiesOnServer(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public List<SharedStudy> seen(
            ResourceServer server, UserToken user, List<StudyInstanceUid> studies)
            throws GivingRefusedException {
        if (server.sharesUnseen()) {
            LOG.warnf(
                    "%s is set on %s: a share is given of studies that nobody asked for",
                    Settings.SHARE_UNSEEN.name(), server.clientId());
            return studies.stream().map(SharedStudy::of).toList();
        }
        throw new GivingRefusedException(
                Cause.SERVER_UNREACHABLE, session.getContext().getRealm().getName());
    }
}
