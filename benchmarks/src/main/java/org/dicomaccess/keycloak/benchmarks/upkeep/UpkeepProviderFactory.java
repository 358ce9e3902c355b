package org.dicomaccess.keycloak.benchmarks.upkeep;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts the upkeep of a realm's shares at {@code /realms/{realm}/upkeep}. For benchmarks only. */
public final class UpkeepProviderFactory implements RealmResourceProviderFactory {
    @Override
    public String getId() {
        return "upkeep";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new UpkeepProvider(session);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    private record UpkeepProvider(KeycloakSession session) implements RealmResourceProvider {
        @Override
        public Object getResource() {
            return new UpkeepResource(session);
        }

        @Override
        public void close() {}
    }
}
