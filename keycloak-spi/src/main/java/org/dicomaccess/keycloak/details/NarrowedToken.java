package org.dicomaccess.keycloak.details;

import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.encode.AccessTokenContext;
import org.keycloak.protocol.oidc.encode.AccessTokenContext.TokenType;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;

/** Takes out of an access token what its details do not give. */
final class NarrowedToken {
    /** What the protocol mapper puts into tokens that are not narrowed. */
    private static final List<String> GRANTED = List.of("study_instance_uids", "study_grants");

    private final KeycloakSession session;

    NarrowedToken(KeycloakSession session) {
        this.session = session;
    }

    /** Leaves the audience of these details and no role. */
    void narrow(AccessToken token, List<StudyDetail> details) {
        Locations all = Locations.of(session.getContext().getRealm());
        token.audience(all.audiences(details).toArray(String[]::new));
        // Empty and not absent: of a token without a session and roles, and of every lightweight
        // one, Keycloak looks the roles up.
        token.setRealmAccess(new AccessToken.Access());
        token.setResourceAccess(Map.of());
        GRANTED.forEach(token.getOtherClaims()::remove);
        token.id(regular(token.getId()));
    }

    private String regular(String id) {
        TokenContextEncoderProvider ids = session.getProvider(TokenContextEncoderProvider.class);
        AccessTokenContext context = ids.getTokenContextFromTokenId(id);
        return ids.encodeTokenId(
                new AccessTokenContext(
                        context.getSessionType(),
                        TokenType.REGULAR,
                        context.getGrantType(),
                        context.getRawTokenId()));
    }
}
