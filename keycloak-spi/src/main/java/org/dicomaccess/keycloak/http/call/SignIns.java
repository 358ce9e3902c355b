package org.dicomaccess.keycloak.http.call;

import java.util.Optional;
import org.dicomaccess.keycloak.check.Reason;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Whether people are still signed in whose tokens were exchanged. Keycloak has both sessions and
 * users in memory, as it needs them for its own tokens.
 */
public final class SignIns {
    private static final Logger LOG = Logger.getLogger(SignIns.class);

    private final KeycloakSession session;
    private final EndedSignIns ended;

    SignIns(KeycloakSession session, EndedSignIns ended) {
        this.session = session;
        this.ended = ended;
    }

    /** That a sign-in is over or its user disabled, or that this cannot be found out now. */
    public Optional<Reason> refusal(String sessionId) {
        if (ended.contain(sessionId)) {
            return Optional.of(Reason.TOKEN_REVOKED);
        }
        try {
            if (inForce(sessionId)) {
                return Optional.empty();
            }
        } catch (RuntimeException e) {
            // Whatever keeps sessions from being found: nothing is granted on a guess.
            LOG.warn("Keycloak does not say who is signed in", e);
            return Optional.of(Reason.UNAVAILABLE);
        }
        ended.add(sessionId);
        return Optional.of(Reason.TOKEN_REVOKED);
    }

    private boolean inForce(String sessionId) {
        RealmModel realm = session.getContext().getRealm();
        return inForce(realm, session.sessions().getUserSession(realm, sessionId))
                || inForce(realm, session.sessions().getOfflineUserSession(realm, sessionId));
    }

    private static boolean inForce(RealmModel realm, @Nullable UserSessionModel signIn) {
        if (signIn == null || !AuthenticationManager.isSessionValid(realm, signIn)) {
            return false;
        }
        UserModel user = signIn.getUser();
        return user != null && user.isEnabled();
    }
}
