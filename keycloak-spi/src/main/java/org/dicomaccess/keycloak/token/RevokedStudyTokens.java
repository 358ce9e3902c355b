package org.dicomaccess.keycloak.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dicomaccess.keycloak.check.Reason;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/**
 * Study tokens that were taken back one by one (RFC 7009), by their {@code jti} in the list that
 * Keycloak keeps of revoked tokens: in the memory of all its nodes, and on record for the next
 * start.
 */
public final class RevokedStudyTokens {
    private static final Logger LOG = Logger.getLogger(RevokedStudyTokens.class);

    private final KeycloakSession session;

    public RevokedStudyTokens(KeycloakSession session) {
        this.session = session;
    }

    /** Takes a token back, for all nodes and from the next check on. */
    public void revoke(StudyToken token, Instant now) {
        if (!token.grant().expiredAt(now)) {
            // Rounded up: forgotten a moment too early, the token would be good again.
            long left = Duration.between(now, token.grant().expires()).toSeconds() + 1;
            session.revokedTokens().put(token.id(), left);
        }
    }

    /**
     * That a token was taken back, or that this cannot be found out now.
     *
     * @param tokenId its {@code jti}
     */
    public Optional<Reason> refusal(String tokenId) {
        try {
            return session.revokedTokens().contains(tokenId)
                    ? Optional.of(Reason.TOKEN_REVOKED)
                    : Optional.empty();
        } catch (RuntimeException e) {
            // Whatever keeps the other nodes from answering: nothing is granted on a guess.
            LOG.warn("Keycloak's list of revoked tokens does not answer", e);
            return Optional.of(Reason.UNAVAILABLE);
        }
    }
}
