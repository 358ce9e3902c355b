package org.dicomaccess.keycloak.http.call;

import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.check.CheckRequest;
import org.dicomaccess.keycloak.check.Decision;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.AuthenticStudyToken;
import org.dicomaccess.keycloak.token.RawStudyToken;
import org.dicomaccess.keycloak.token.RefusedTokenException;
import org.dicomaccess.keycloak.token.StudyToken;
import org.jboss.logging.Logger;

/**
 * Study tokens as every door looks at them: first the signature, then what its grant is good for at
 * this moment.
 */
public final class StudyTokens {
    private static final Logger LOG = Logger.getLogger(StudyTokens.class);

    private final DicomAccess access;

    StudyTokens(DicomAccess access) {
        this.access = access;
    }

    /**
     * The study token that this realm made for a resource server, whether or not it is its time and
     * its share still stands; nothing when it is none.
     */
    public Optional<StudyToken> authentic(String text, ResourceServer server) {
        return authentic(text).filter(token -> isFor(token, server));
    }

    /** The same for whichever resource server the token names. */
    public Optional<StudyToken> authentic(String text) {
        try {
            AuthenticStudyToken token = access.verifier().verify(new RawStudyToken(text));
            return Optional.of(token.token());
        } catch (RefusedTokenException e) {
            LOG.debugf("Not a study token: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /** Why a token opens nothing at this moment, whatever is asked; empty when it is in force. */
    public Optional<Reason> refusal(StudyToken token) {
        return access.heldGrants().refusal(token.held());
    }

    /** Decides, and remembers that the token's share was used. */
    public Decision decide(StudyToken token, CheckRequest request) {
        return access.heldGrants().decide(List.of(token.held()), request, access.validity());
    }

    private static boolean isFor(StudyToken token, ResourceServer server) {
        boolean same = token.grant().audience().equals(server.clientId());
        if (!same) {
            LOG.debugf("A study token for another audience than %s", server.clientId());
        }
        return same;
    }
}
