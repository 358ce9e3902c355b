package org.dicomaccess.keycloak.http.shares;

import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.dicomweb.DicomWebAddressMissingException;
import org.dicomaccess.keycloak.dicomweb.FoundStudies;
import org.dicomaccess.keycloak.dicomweb.FoundStudy;
import org.dicomaccess.keycloak.dicomweb.ServerUnreachableException;
import org.dicomaccess.keycloak.dicomweb.StudyLookup;
import org.dicomaccess.keycloak.http.shares.GivingRefusedException.Cause;
import org.dicomaccess.keycloak.mapper.ReceivedStudies;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.settings.Settings;
import org.dicomaccess.keycloak.share.SharedStudy;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/** Asks the resource server itself, in the person's own name. */
final class StudiesOnServer implements SightedStudies {
    private static final Logger LOG = Logger.getLogger(StudiesOnServer.class);

    private final StudyLookup lookup;
    private final ReceivedStudies received;

    StudiesOnServer(KeycloakSession session) {
        this.lookup = new StudyLookup(session);
        this.received = new ReceivedStudies(session);
    }

    @Override
    public List<SharedStudy> seen(
            ResourceServer server, UserToken user, List<StudyInstanceUid> studies)
            throws GivingRefusedException {
        if (server.sharesUnseen()) {
            LOG.warnf(
                    "%s is set on %s: user %s gives a share of studies that nobody looked for",
                    Settings.SHARE_UNSEEN.name(), server.clientId(), user.user().getId());
            return studies.stream().map(SharedStudy::of).toList();
        }
        Optional<StudyInstanceUid> shared = received.oneOf(studies, user, server);
        if (shared.isPresent()) {
            throw new GivingRefusedException(
                    Cause.STUDY_NOT_FOUND,
                    "Study " + shared.get() + " was shared with you, so you cannot pass it on");
        }
        FoundStudies found = find(server, user, studies);
        if (!found.complete()) {
            throw new GivingRefusedException(
                    Cause.STUDY_NOT_FOUND,
                    "The image server does not show you study "
                            + found.notFound().get(0)
                            + ", so you cannot share it");
        }
        return found.found().stream().map(StudiesOnServer::shared).toList();
    }

    /** What the server shows of the studies, for whoever wants to see it before they are shared. */
    FoundStudies find(ResourceServer server, UserToken user, List<StudyInstanceUid> studies)
            throws GivingRefusedException {
        try {
            return lookup.find(server, user.compact(), studies);
        } catch (DicomWebAddressMissingException e) {
            LOG.warnf("%s: %s", server.clientId(), e.getMessage());
            throw new GivingRefusedException(
                    Cause.SERVER_UNREACHABLE,
                    "The client attribute %s is not set".formatted(Settings.DICOM_WEB_URL.name()));
        } catch (ServerUnreachableException e) {
            LOG.warnf("%s: %s", server.clientId(), e.getMessage());
            throw new GivingRefusedException(
                    Cause.SERVER_UNREACHABLE,
                    "The image server cannot be asked whether you may see these studies");
        }
    }

    private static SharedStudy shared(FoundStudy study) {
        return new SharedStudy(Optional.of(study.uid()), Optional.of(study.orthancId()));
    }
}
