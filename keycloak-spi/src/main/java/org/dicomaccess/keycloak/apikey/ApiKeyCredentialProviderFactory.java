package org.dicomaccess.keycloak.apikey;

import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Registers the credential type of API keys. */
public final class ApiKeyCredentialProviderFactory
        implements CredentialProviderFactory<ApiKeyCredentialProvider> {

    @Override
    public String getId() {
        return ApiKeyCredential.TYPE;
    }

    @Override
    public CredentialProvider<?> create(KeycloakSession session) {
        return new ApiKeyCredentialProvider(session);
    }
}
