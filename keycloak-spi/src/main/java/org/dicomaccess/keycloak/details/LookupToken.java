package org.dicomaccess.keycloak.details;

import java.util.Map;
import java.util.UUID;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.encode.AccessTokenContext;
import org.keycloak.protocol.oidc.encode.AccessTokenContext.SessionType;
import org.keycloak.protocol.oidc.encode.AccessTokenContext.TokenType;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;

/**
 * The access token with which a resource server is asked what a user sees there, before the client
 * has one: what Keycloak would give the client without details, for a moment and this server only.
 */
final class LookupToken {
    /** Longer than a lookup may take. */
    private static final long SECONDS = 30;

    private final KeycloakSession session;
    private final Holder holder;
    private final AccessToken usual;

    LookupToken(KeycloakSession session, Holder holder) {
        this.session = session;
        this.holder = holder;
        this.usual = usual();
    }

    /** Whether the server takes what the client would get without details. */
    boolean usuallyGoesTo(ResourceServer server) {
        return server.loginClients().contains(holder.client().getClientId())
                || usual.hasAudience(server.clientId());
    }

    /** The token, signed. */
    UserToken mint(ResourceServer server) {
        AccessToken token = usual();
        token.id(id());
        token.subject(holder.user().getId());
        token.audience(server.clientId());
        token.exp(Time.currentTimeMillis() / 1000 + SECONDS);
        // A session that this very request begins is not there yet for the server's own questions.
        token.setSessionId(null);
        // The key or certificate that the client's own tokens are bound to is not at hand here.
        token.setConfirmation(null);
        AccessToken.Access onServer = token.getResourceAccess(server.clientId());
        token.setResourceAccess(onServer == null ? Map.of() : Map.of(server.clientId(), onServer));
        return UserToken.made(holder.user(), token, session.tokens().encode(token));
    }

    private AccessToken usual() {
        return new TokenManager()
                .createClientAccessToken(
                        session,
                        session.getContext().getRealm(),
                        holder.client(),
                        holder.user(),
                        holder.userSession(),
                        holder.context(),
                        false);
    }

    private String id() {
        return session.getProvider(TokenContextEncoderProvider.class)
                .encodeTokenId(
                        new AccessTokenContext(
                                SessionType.TRANSIENT,
                                TokenType.REGULAR,
                                "na",
                                UUID.randomUUID().toString()));
    }
}
