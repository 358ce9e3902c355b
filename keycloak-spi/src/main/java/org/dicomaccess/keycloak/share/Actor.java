package org.dicomaccess.keycloak.share;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Who does something to a share, and from where.
 *
 * @param name for people: a user's name, a client id, {@code system}; empty for a stranger
 * @param userId Keycloak's id, when it is a user
 * @param address the network address, as Keycloak sees it
 * @param browser what the browser says of itself; may be empty
 */
public record Actor(String name, Optional<String> userId, String address, String browser) {
    /** What the server does by itself. */
    public static final Actor SYSTEM = new Actor("system", Optional.empty(), "", "");

    /** Whoever makes this call, unknown so far. */
    public static Actor stranger(KeycloakSession session) {
        return named(session, "", Optional.empty());
    }

    public static Actor user(KeycloakSession session, UserModel user) {
        return named(session, user.getUsername(), Optional.of(user.getId()));
    }

    /** A resource server in its own name. */
    public static Actor client(KeycloakSession session, String clientId) {
        return named(session, clientId, Optional.empty());
    }

    private static Actor named(KeycloakSession session, String name, Optional<String> userId) {
        String browser =
                session.getContext()
                        .getHttpRequest()
                        .getHttpHeaders()
                        .getHeaderString("User-Agent");
        return new Actor(
                name,
                userId,
                String.valueOf(session.getContext().getConnection().getRemoteAddr()),
                browser == null ? "" : browser);
    }
}
