package org.dicomaccess.keycloak.http.pages;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Somebody who is signed in to Keycloak in this browser, by Keycloak's own cookie.
 *
 * @param formToken what a form of theirs has to bring along: a secret of this sign-in that no other
 *     site knows, as Keycloak's own pages use it
 */
record SignedIn(UserModel user, UserSessionModel userSession, String formToken) {
    private static final String STATE_CHECKER = "state_checker";

    static Optional<SignedIn> of(KeycloakSession session) {
        AuthenticationManager.AuthResult found =
                AuthenticationManager.authenticateIdentityCookie(
                        session, session.getContext().getRealm(), true);
        if (found == null) {
            return Optional.empty();
        }
        String secret = session.getAttribute(STATE_CHECKER, String.class);
        return secret == null
                ? Optional.empty()
                : Optional.of(new SignedIn(found.user(), found.session(), secret));
    }

    @Override
    public String toString() {
        return "SignedIn[" + user.getId() + "]";
    }
}
