package org.dicomaccess.keycloak.http.call;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.services.resource.RealmResourceProvider;

/** Where what the doors need comes from: the one place that keeps the server's memory. */
public interface DicomAccessSource {
    /** The endpoint's name below a realm. */
    String ENDPOINT = "dicom-access";

    /**
     * What the doors need for one request; nothing where the realm has not enabled the endpoint.
     */
    Optional<DicomAccess> access(KeycloakSession session);

    /**
     * The same for what answers at addresses of Keycloak's own: one memory for the whole server.
     */
    static Optional<DicomAccess> accessOf(KeycloakSession session) {
        ProviderFactory<RealmResourceProvider> endpoint =
                session.getKeycloakSessionFactory()
                        .getProviderFactory(RealmResourceProvider.class, ENDPOINT);
        return endpoint instanceof DicomAccessSource source
                ? source.access(session)
                : Optional.empty();
    }
}
