package org.dicomaccess.keycloak.details;

import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.dicomweb.DicomWebAddressMissingException;
import org.dicomaccess.keycloak.dicomweb.FoundStudies;
import org.dicomaccess.keycloak.dicomweb.ServerUnreachableException;
import org.dicomaccess.keycloak.dicomweb.StudyLookup;
import org.dicomaccess.keycloak.mapper.ReceivedStudies;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.settings.Settings;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/**
 * Whether a user may see the studies that are asked for in their name, and do to them what is asked
 * for: the resource server itself is asked, with the user's own token, as for shares.
 */
public final class Sight {
    private static final Logger LOG = Logger.getLogger(Sight.class);
    private static final String ACTIONS = "actions";
    private static final String STUDIES = "study_instance_uids";

    private final StudyLookup lookup;
    private final ReceivedStudies received;

    public Sight(KeycloakSession session) {
        this.lookup = new StudyLookup(session);
        this.received = new ReceivedStudies(session);
    }

    /**
     * That the user sees all of it there.
     *
     * @param user with a token that this server takes
     * @throws RefusedDetailsException when they do not, or that cannot be found out now
     */
    public void require(StudyDetail asked, ResourceServer server, UserToken user)
            throws RefusedDetailsException {
        if (asked.actions().contains(Action.DOWNLOAD) && !user.mayDownload(server)) {
            throw RefusedDetailsException.invalid(
                    ACTIONS, "must not have download: the user has not");
        }
        if (server.sharesUnseen() && user.mayShare(server)) {
            LOG.warnf(
                    "%s is set on %s: user %s is granted studies that nobody looked for",
                    Settings.SHARE_UNSEEN.name(), server.clientId(), user.user().getId());
            return;
        }
        Optional<StudyInstanceUid> shared = received.oneOf(asked.studies(), user, server);
        if (shared.isPresent()) {
            throw RefusedDetailsException.invalid(
                    STUDIES,
                    "study " + shared.get() + " was shared with the user, and cannot be passed on");
        }
        FoundStudies found = find(asked, server, user);
        if (!found.complete()) {
            throw RefusedDetailsException.invalid(
                    STUDIES,
                    "the image server does not show the user study " + found.notFound().get(0));
        }
    }

    private FoundStudies find(StudyDetail asked, ResourceServer server, UserToken user)
            throws RefusedDetailsException {
        try {
            return lookup.find(server, user.compact(), List.copyOf(asked.studies()));
        } catch (DicomWebAddressMissingException e) {
            LOG.warnf("%s: %s", server.clientId(), e.getMessage());
            throw RefusedDetailsException.unavailable(
                    "The client attribute %s is not set".formatted(Settings.DICOM_WEB_URL.name()));
        } catch (ServerUnreachableException e) {
            LOG.warnf("%s: %s", server.clientId(), e.getMessage());
            throw RefusedDetailsException.unavailable(
                    "The image server cannot be asked whether the user may see these studies");
        }
    }
}
