package org.dicomaccess.keycloak.http.orthanc;

import java.util.Optional;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.AuthenticStudyToken;
import org.dicomaccess.keycloak.token.RawStudyToken;
import org.dicomaccess.keycloak.token.RefusedTokenException;
import org.dicomaccess.keycloak.token.StudyToken;
import org.jboss.logging.Logger;

/** Looks at a text that may be a study token for a resource server. */
final class StudyTokens {
    private static final Logger LOG = Logger.getLogger(StudyTokens.class);

    private final DicomAccess access;

    StudyTokens(DicomAccess access) {
        this.access = access;
    }

    /** The study token, whether or not it is its time; nothing when it is none of this server's. */
    Optional<StudyToken> authentic(String text, ResourceServer server) {
        try {
            AuthenticStudyToken token =
                    access.verifier().verify(new RawStudyToken(text), server.clientId());
            return Optional.of(token.token());
        } catch (RefusedTokenException e) {
            LOG.debugf("Not a study token for %s: %s", server.clientId(), e.getMessage());
            return Optional.empty();
        }
    }
}
