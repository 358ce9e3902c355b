package org.dicomaccess.keycloak.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/** The image of Keycloak, built from these sources and started with a realm for production. */
class KeycloakImageIT {

    private static final String PASSWORD = "of-this-test-only";

    @TempDir private static Path folder;

    private static Network network;
    private static GenericContainer<?> database;
    private static KeycloakContainer keycloak;

    @BeforeAll
    static void itIsBuiltAndStarted() {
        Sources sources = Sources.in(folder);
        sources.buildKeycloak();
        sources.run(
                "sh", "-c", "realm-export/for-production https://images.example.org >realm.json");
        network = Network.newNetwork();
        database =
                new GenericContainer<>("postgres:18.6-bookworm")
                        .withNetwork(network)
                        .withNetworkAliases("database")
                        .withEnv("POSTGRES_USER", "keycloak")
                        .withEnv("POSTGRES_PASSWORD", PASSWORD)
                        .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 2));
        database.start();
        keycloak =
                new KeycloakContainer(Sources.KEYCLOAK_IMAGE)
                        .withNetwork(network)
                        .withProductionMode()
                        .withOptimizedFlag()
                        .withCustomCommand("--import-realm")
                        .withEnv("KC_HOSTNAME_STRICT", "false")
                        .withEnv("KC_HTTP_ENABLED", "true")
                        .withEnv("KC_CACHE", "local")
                        .withEnv("KC_DB_URL_HOST", "database")
                        .withEnv("KC_DB_USERNAME", "keycloak")
                        .withEnv("KC_DB_PASSWORD", PASSWORD)
                        .withCopyFileToContainer(
                                MountableFile.forHostPath(folder.resolve("realm.json"), 0644),
                                "/opt/keycloak/data/import/orthanc-realm.json")
                        .waitingFor(
                                Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(5)));
        keycloak.start();
    }

    @AfterAll
    static void itIsGone() {
        if (keycloak != null) {
            keycloak.stop();
        }
        if (database != null) {
            database.stop();
        }
        if (network != null) {
            network.close();
        }
    }

    @Test
    void its_own_health_check_finds_it_ready() {
        assertThat(keycloak.isHealthy()).isTrue();
    }

    @Test
    void the_realm_that_was_mounted_is_there_with_the_extensions_endpoint() throws Exception {
        assertThat(status("/realms/orthanc")).isEqualTo(200);
        assertThat(status("/realms/orthanc/dicom-access/check/orthanc")).isEqualTo(401);
    }

    @Test
    void it_is_an_ordinary_user() throws Exception {
        assertThat(keycloak.execInContainer("id", "-u").getStdout().strip()).isEqualTo("1000");
    }

    @Test
    void the_doctor_is_in_it() throws Exception {
        assertThat(
                        keycloak.execInContainer(
                                        "test",
                                        "-r",
                                        "/opt/dicom-access/keycloak-dicom-access-doctor.jar")
                                .getExitCode())
                .isZero();
    }

    @Test
    void no_secret_is_in_the_image() {
        String[] variables =
                keycloak.getDockerClient()
                        .inspectImageCmd(Sources.KEYCLOAK_IMAGE)
                        .exec()
                        .getConfig()
                        .getEnv();

        assertThat(variables)
                .contains("KC_DB=postgres")
                .noneMatch(variable -> variable.matches("[A-Z_]*(PASSWORD|SECRET|HOSTNAME)=.*"));
    }

    private static int status(String path) throws IOException, InterruptedException {
        URI address = URI.create(keycloak.getAuthServerUrl()).resolve(path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
