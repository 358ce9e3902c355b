package org.dicomaccess.keycloak.benchmarks.floor;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts the endpoint that does nothing at {@code /realms/{realm}/floor}. For benchmarks only. */
public final class FloorProviderFactory implements RealmResourceProviderFactory {
    @Override
    public String getId() {
        return "floor";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new FloorProvider();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    private static final class FloorProvider implements RealmResourceProvider {
        @Override
        public Object getResource() {
            return new FloorResource();
        }

        @Override
        public void close() {}
    }
}
