package org.dicomaccess.keycloak.http.call;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Where what the doors need comes from: the one place that keeps the server's memory. */
public interface DicomAccessSource {

    /**
     * What the doors need for one request; nothing where the realm has not enabled the endpoint.
     */
    Optional<DicomAccess> access(KeycloakSession session);
}
