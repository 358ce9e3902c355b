package org.dicomaccess.keycloak.http.admin;

import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.DicomAccessSource;
import org.dicomaccess.keycloak.http.call.UnknownPath;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Puts the administrators' resources at {@code /admin/realms/{realm}/dicom-access}. */
public final class AdminProviderFactory implements AdminRealmResourceProviderFactory {
    private static final String ID = "dicom-access";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return new AdminProvider();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    private static final class AdminProvider implements AdminRealmResourceProvider {
        @Override
        public Object getResource(
                KeycloakSession session,
                RealmModel realm,
                AdminPermissionEvaluator permissions,
                AdminEventBuilder events) {
            return source(session)
                    .access(session)
                    .<Object>map(access -> resource(access, permissions, events))
                    .orElseGet(UnknownPath::new);
        }

        /** One memory for the whole server: a share that is revoked here is refused there. */
        private static DicomAccessSource source(KeycloakSession session) {
            return (DicomAccessSource)
                    session.getKeycloakSessionFactory()
                            .getProviderFactory(RealmResourceProvider.class, ID);
        }

        private static Object resource(
                DicomAccess access,
                AdminPermissionEvaluator permissions,
                AdminEventBuilder events) {
            return new AdminRoot(access, permissions, events);
        }

        @Override
        public void close() {}
    }
}
