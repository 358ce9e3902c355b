package org.dicomaccess.keycloak.share.jpa;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Tells Keycloak of the tables, which it makes and upgrades when the server starts. */
public final class ShareEntityProviderFactory implements JpaEntityProviderFactory {
    /** Liquibase's own table is named after its first ten letters: never change them. */
    static final String ID = "dicom-access";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new ShareEntityProvider();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    private static final class ShareEntityProvider implements JpaEntityProvider {
        @Override
        public List<Class<?>> getEntities() {
            return List.of(
                    ShareEntity.class,
                    SharedStudyEntity.class,
                    HistoryEntity.class,
                    EndedShareEntity.class);
        }

        @Override
        public String getChangelogLocation() {
            return "META-INF/dicom-access-changelog.xml";
        }

        @Override
        public String getFactoryId() {
            return ID;
        }

        @Override
        public void close() {}
    }
}
