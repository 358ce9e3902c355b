package org.dicomaccess.keycloak.http.exchange;

import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;
import org.keycloak.provider.EnvironmentDependentProviderFactory;

/** Asked before Keycloak's own exchange, which keeps every request that names no studies. */
public final class StudyTokenExchangeProviderFactory
        implements TokenExchangeProviderFactory, EnvironmentDependentProviderFactory {
    private static final String ID = "dicom-access";

    /** Keycloak's standard exchange has 10. */
    private static final int ORDER = 100;

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new StudyTokenExchangeProvider(session);
    }

    /** Where the administrator of the server has the standard exchange. */
    @Override
    public boolean isSupported(Config.Scope config) {
        return Profile.isFeatureEnabled(Profile.Feature.TOKEN_EXCHANGE_STANDARD_V2);
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
