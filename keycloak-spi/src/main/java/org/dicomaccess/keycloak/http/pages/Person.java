package org.dicomaccess.keycloak.http.pages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.share.Actor;
import org.dicomaccess.keycloak.share.Owner;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.util.DefaultClientSessionContext;

/**
 * Somebody who is signed in to the pages.
 *
 * @param token an access token of theirs, as the pages client would get one: it shows what they may
 *     do, and what they see on an image server
 */
record Person(SignedIn signedIn, UserToken token) {

    /** The person who is signed in; nobody when they have not been to the pages client yet. */
    static Optional<Person> of(DicomAccess access, SignedIn signedIn) {
        return new SignIn(access)
                .client()
                .flatMap(client -> accessToken(access.session(), client, signedIn))
                .flatMap(access.profiles()::verified)
                .map(token -> new Person(signedIn, token));
    }

    UserModel user() {
        return signedIn.user();
    }

    Owner asOwner() {
        return Owner.user(user().getId());
    }

    Actor actor(KeycloakSession session) {
        return Actor.user(session, user());
    }

    /** Whether a form of theirs brought along what only a page of this server can have told it. */
    boolean sent(Form form) throws InvalidFormException {
        return MessageDigest.isEqual(
                signedIn.formToken().getBytes(StandardCharsets.UTF_8),
                form.text(PersonPage.FORM_TOKEN).orElse("").getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> accessToken(
            KeycloakSession session, ClientModel client, SignedIn signedIn) {
        AuthenticatedClientSessionModel clientSession =
                signedIn.userSession().getAuthenticatedClientSessionByClient(client.getId());
        if (!AuthenticationManager.isClientSessionValid(
                session.getContext().getRealm(), client, signedIn.userSession(), clientSession)) {
            return Optional.empty();
        }
        ClientModel before = session.getContext().getClient();
        session.getContext().setClient(client);
        ClientSessionContext scope =
                DefaultClientSessionContext.fromClientSessionAndScopeParameter(
                        clientSession, "openid", session);
        AccessToken token =
                new TokenManager()
                        .responseBuilder(
                                session.getContext().getRealm(),
                                client,
                                new EventBuilder(
                                        session.getContext().getRealm(),
                                        session,
                                        session.getContext().getConnection()),
                                session,
                                signedIn.userSession(),
                                scope)
                        .generateAccessToken()
                        .getAccessToken();
        String compact = session.tokens().encode(token);
        session.getContext().setClient(before);
        return Optional.of(compact);
    }
}
