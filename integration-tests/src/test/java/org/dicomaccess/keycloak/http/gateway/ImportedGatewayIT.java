package org.dicomaccess.keycloak.http.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectKeycloakUrls;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.server.KeycloakUrls;

/**
 * The gateway's own credential, made by {@code realm-export/for-production} and known to Keycloak
 * by nothing but the realm that was imported.
 */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class ImportedGatewayIT {
    private static final String REALM = "for-production";
    private static final ObjectMapper JSON = new ObjectMapper();

    @InjectAdminClient Keycloak admin;

    @InjectKeycloakUrls KeycloakUrls urls;

    @TempDir Path secrets;

    private Doors doors;

    @BeforeEach
    void theRealmIsImported() throws Exception {
        RealmRepresentation realm = JSON.readValue(printed(), RealmRepresentation.class);
        realm.setRealm(REALM);
        admin.realms().create(realm);
        String root = urls.getBase() + "/realms/" + REALM;
        doors = new Doors(root).as(Doors.RESOURCE_SERVER, kept("client-secret"));
    }

    @AfterEach
    void theRealmIsGone() {
        admin.realm(REALM).remove();
    }

    @Test
    void its_key_opens_every_study_to_the_plugin_of_orthanc() throws Exception {
        Answer answer = profileOf(kept("gateway-key"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("permissions"))
                .extracting(permission -> permission.textValue())
                .containsExactlyInAnyOrder("view", "download", "upload");
        assertThat(answer.json().path("authorized-labels"))
                .extracting(label -> label.textValue())
                .containsExactly("*");
    }

    @Test
    void its_key_is_nobodys_at_the_check() throws Exception {
        String key = kept("gateway-key");
        AskingGateway gateway = new AskingGateway(doors);

        assertUnknown(
                gateway.check(
                        "X-Original", Doors.RESOURCE_SERVER, key, "GET", AskingGateway.METADATA));
        assertUnknown(
                doors.check(
                        "api-key",
                        key,
                        "X-Original-Method",
                        "GET",
                        "X-Original-URI",
                        AskingGateway.METADATA));
        assertUnknown(
                gateway.checkAsEnvoy(Doors.RESOURCE_SERVER, key, "GET", AskingGateway.METADATA));
        assertUnknown(
                gateway.narrowAsEnvoy(Doors.RESOURCE_SERVER, key, "GET", AskingGateway.METADATA));
    }

    private static void assertUnknown(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.reason()).isEqualTo("token_invalid");
    }

    @Test
    void another_key_of_the_same_user_opens_nothing() throws Exception {
        String key = kept("gateway-key");
        String other = key.substring(0, key.length() - 2) + (key.endsWith("AA") ? "EE" : "AA");

        Answer answer = profileOf(other);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("permissions")).isEmpty();
    }

    @Test
    void it_has_no_password_to_sign_in_with() {
        String id = admin.realm(REALM).users().searchByUsername("gateway", true).get(0).getId();

        assertThat(admin.realm(REALM).users().get(id).credentials())
                .extracting(credential -> credential.getType())
                .containsExactly("dicom-access-api-key");
    }

    private Answer profileOf(String key) {
        return doors.profile(
                JSON.createObjectNode()
                        .put("token-key", "api-key")
                        .put("token-value", key)
                        .putNull("server-id")
                        .toString());
    }

    private String printed() throws IOException, InterruptedException {
        Process script =
                new ProcessBuilder(
                                "../realm-export/for-production",
                                "--secrets",
                                secrets.toString(),
                                "https://images.example.org")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).isZero();
        return printed;
    }

    private String kept(String name) throws IOException {
        return Files.readString(secrets.resolve(name)).strip();
    }
}
