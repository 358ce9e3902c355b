package org.dicomaccess.keycloak.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.info.ProviderRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectTestDatabase;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.database.TestDatabase;

/**
 * The tests that run on both databases really do: the server itself says what it is connected to.
 */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class ChosenDatabaseIT {

    /** What the servers of the framework's databases call themselves. */
    private static final Map<String, String> PRODUCTS =
            Map.of("dev-mem", "H2", "postgres", "PostgreSQL");

    @InjectTestDatabase TestDatabase chosen;

    @InjectAdminClient Keycloak administrator;

    @Test
    void the_server_is_connected_to_the_database_chosen_for_this_run() {
        String product = PRODUCTS.get(chosen.serverConfig().get("db"));

        assertThat(connection())
                .hasEntrySatisfying(
                        "databaseProduct",
                        connected -> assertThat(connected).startsWith(product + " "));
    }

    private Map<String, String> connection() {
        Collection<ProviderRepresentation> providers =
                administrator
                        .serverInfo()
                        .getInfo()
                        .getProviders()
                        .get("connectionsJpa")
                        .getProviders()
                        .values();
        return providers.stream()
                .map(ProviderRepresentation::getOperationalInfo)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElseThrow();
    }
}
