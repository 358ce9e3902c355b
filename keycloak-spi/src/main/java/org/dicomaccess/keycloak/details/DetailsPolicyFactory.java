package org.dicomaccess.keycloak.details;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** Puts {@link DetailsPolicy} among the executors of client policies. */
public final class DetailsPolicyFactory implements ClientPolicyExecutorProviderFactory {

    @Override
    public String getId() {
        return DetailsPolicy.ID;
    }

    @Override
    public String getHelpText() {
        return "Access tokens that open named studies only: clients ask for them with"
                + " authorization_details of the type dicom_study (RFC 9396). Without a policy with"
                + " this executor, such requests are refused.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
        return new DetailsPolicy(session);
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to be configured for the server.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Needs nothing of other providers.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
