package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.settings.Settings;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.urls.UrlType;

/**
 * Takes people to Keycloak's sign-in page and back, as an application does (OpenID Connect Core
 * §3.1.2): the realm's pages client asks for a code and never redeems it, since Keycloak's own
 * cookie says who came back.
 */
final class SignIn {
    private final DicomAccess access;

    SignIn(DicomAccess access) {
        this.access = access;
    }

    /**
     * To the sign-in page.
     *
     * @param here where to come back to
     */
    Reply from(URI here) {
        return client().<Reply>map(client -> new Redirect(authorization(client, here)))
                .orElseGet(this::missing);
    }

    /**
     * What to do when the sign-in page has just sent somebody back: on to the address without its
     * arguments; empty when it has not.
     *
     * @param succeeded whether they are signed in now
     */
    Optional<Reply> returned(Visit visit, boolean succeeded, URI here) {
        if (visit.query("iss").isEmpty()
                || (visit.query("code").isEmpty() && visit.query("error").isEmpty())) {
            return Optional.empty();
        }
        // Whoever is still not signed in would go there again for ever.
        return Optional.of(succeeded ? new Redirect(here) : failed(here));
    }

    /** Where somebody signs out; they come back to this address. */
    Optional<URI> signOut(URI here) {
        return client().map(
                        client ->
                                OIDCLoginProtocolService.logoutUrl(server())
                                        .queryParam("client_id", "{client}")
                                        .queryParam("post_logout_redirect_uri", "{here}")
                                        .build(
                                                access.realm().getName(),
                                                client.getClientId(),
                                                here));
    }

    /** The client that people sign in to for the pages, when the realm has one for it. */
    Optional<ClientModel> client() {
        return Optional.ofNullable(
                        access.realm().getClientByClientId(access.settings().pagesClient()))
                .filter(ClientModel::isEnabled)
                .filter(ClientModel::isStandardFlowEnabled)
                .filter(client -> !client.isBearerOnly())
                .filter(client -> OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()));
    }

    private URI authorization(ClientModel client, URI here) {
        return OIDCLoginProtocolService.authUrl(server())
                .queryParam("client_id", "{client}")
                .queryParam("response_type", "code")
                .queryParam("scope", "openid")
                .queryParam("redirect_uri", "{here}")
                .build(access.realm().getName(), client.getClientId(), here);
    }

    private UriBuilder server() {
        return UriBuilder.fromUri(
                access.session().getContext().getUri(UrlType.FRONTEND).getBaseUri());
    }

    private Page missing() {
        return Page.of(
                Status.SERVICE_UNAVAILABLE,
                Notice.of(
                        "NoSignIn", Settings.PAGES_CLIENT.name(), access.settings().pagesClient()));
    }

    private static Page failed(URI here) {
        return Page.of(
                Status.FORBIDDEN,
                Notice.of("NotSignedIn").withLink("dicomAccessPageTryAgain", here));
    }
}
