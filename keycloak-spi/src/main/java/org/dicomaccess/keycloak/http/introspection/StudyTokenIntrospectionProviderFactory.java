package org.dicomaccess.keycloak.http.introspection;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/**
 * Takes the place of Keycloak's own answers about access tokens, and leaves every token to them
 * that is no study token.
 */
public final class StudyTokenIntrospectionProviderFactory
        extends AccessTokenIntrospectionProviderFactory {

    /** Before Keycloak's own, which has none. */
    private static final int ORDER = 10;

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new StudyTokenIntrospection(session);
    }

    @Override
    public int order() {
        return ORDER;
    }
}
