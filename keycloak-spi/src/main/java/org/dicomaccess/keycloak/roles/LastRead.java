package org.dicomaccess.keycloak.roles;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.keycloak.models.KeycloakSession;

/**
 * Which version of the table a resource server was last answered, for editors that do not send it
 * back. Kept in memory, on all nodes of a cluster together.
 */
final class LastRead {
    /** An editor that is open for longer has to read again. */
    private static final Duration KEPT = Duration.ofHours(12);

    private static final String VERSION = "version";

    private final KeycloakSession session;
    private final String key;

    LastRead(KeycloakSession session, ResourceServer server) {
        this.session = session;
        this.key = "dicom-access.roles-read." + server.client().getId();
    }

    void remember(String version) {
        session.singleUseObjects().put(key, KEPT.toSeconds(), Map.of(VERSION, version));
    }

    Optional<String> version() {
        return Optional.ofNullable(session.singleUseObjects().get(key))
                .map(notes -> notes.get(VERSION));
    }
}
