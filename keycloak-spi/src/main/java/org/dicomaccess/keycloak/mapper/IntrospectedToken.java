package org.dicomaccess.keycloak.mapper;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

/**
 * The token that a request for introspection asks about (RFC 7662 §2.1). Keycloak has verified it,
 * but hands mappers one with a few of its claims only.
 */
final class IntrospectedToken {
    private static final String TOKEN = "token";

    private IntrospectedToken() {}

    /** Its claims; nothing when the request names no token of this realm. */
    static Optional<AccessToken> of(KeycloakSession session) {
        @Nullable String compact =
                session.getContext().getHttpRequest().getDecodedFormParameters().getFirst(TOKEN);
        return Optional.ofNullable(compact)
                .map(text -> session.tokens().decode(text, AccessToken.class));
    }
}
