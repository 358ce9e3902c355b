package org.dicomaccess.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The realm as {@code realm-export/for-production} prints it. */
class RealmForProductionTest {
    private static final Path FOLDER = Path.of("..", "realm-export");
    private static final String PUBLIC = "https://images.example.org";
    private static final String DICOM_WEB = "http://orthanc:8042/dicom-web";
    private static final String GATEWAY = "gateway";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void every_password_has_to_be_changed_at_the_first_sign_in() throws Exception {
        assertThat(temporary(demonstration())).hasSize(3).containsOnly(false);
        assertThat(temporary(forProduction())).hasSize(3).containsOnly(true);
    }

    @Test
    void the_resource_server_has_a_new_secret_each_time() throws Exception {
        String one = secret(forProduction());
        String other = secret(forProduction());

        assertThat(List.of(one, other)).allMatch(secret -> secret.matches("[0-9a-f]{64}"));
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void every_password_is_a_new_one_each_time() throws Exception {
        List<String> passwords = new ArrayList<>(passwords(forProduction()));
        passwords.addAll(passwords(forProduction()));

        assertThat(passwords)
                .hasSize(6)
                .doesNotHaveDuplicates()
                .allMatch(password -> password.matches("[0-9a-f]{24}"));
    }

    @Test
    void addresses_are_the_ones_people_use() throws Exception {
        assertThat(forProduction().toString()).contains(PUBLIC + "/ohif/callback");
        assertThat(forProduction().toString()).contains('"' + DICOM_WEB + '"');
        assertThat(forProduction().toString()).doesNotContain("localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "images.example.org",
                "https://",
                "https://images.example.org/",
                "https://images.example.org|x",
                "javascript:alert(1)"
            })
    void without_a_public_address_nothing_is_printed(String address) throws Exception {
        assertNothingIsPrinted(address, DICOM_WEB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orthanc:8042/dicom-web",
                "http://",
                "http://orthanc:8042/dicom-web/",
                "http://orthanc:8042/dicom-web|x"
            })
    void with_a_bad_address_for_keycloak_itself_nothing_is_printed(String address)
            throws Exception {
        assertNothingIsPrinted(PUBLIC, address);
    }

    @Test
    void with_no_address_or_with_three_nothing_is_printed() throws Exception {
        assertNothingIsPrinted();
        assertNothingIsPrinted(PUBLIC, DICOM_WEB, DICOM_WEB);
    }

    @Test
    void without_an_address_for_keycloak_itself_it_asks_at_the_gateway() throws Exception {
        JsonNode attributes = resourceServer(printed(PUBLIC)).path("attributes");

        assertThat(attributes.path("dicom-access.dicom-web.url").textValue())
                .isEqualTo(PUBLIC + "/orthanc/dicom-web");
    }

    private static void assertNothingIsPrinted(String... addresses) throws Exception {
        Process script = start(addresses);

        assertThat(script.getInputStream().readAllBytes()).isEmpty();
        assertThat(script.waitFor()).isEqualTo(2);
    }

    @Test
    void everything_else_is_as_in_the_demonstration() throws Exception {
        JsonNode production =
                JSON.readTree(
                        forProduction()
                                .toString()
                                .replace(PUBLIC, "http://localhost:8088")
                                .replace(DICOM_WEB, "http://localhost:8088/orthanc/dicom-web"));
        people(production)
                .forEach(
                        user ->
                                credential(user)
                                        .put("temporary", false)
                                        .put("value", user.path("username").textValue()));
        ((ObjectNode) resourceServer(production)).put("secret", "orthanc-demo-secret");
        assertThat(production.path("users").get(0)).isEqualTo(gateway(production));
        ((ArrayNode) production.path("users")).remove(0);
        assertThat(production.at("/roles/realm/0/name").textValue()).isEqualTo(GATEWAY);
        ((ArrayNode) production.at("/roles/realm")).remove(0);

        assertThat(production).isEqualTo(demonstration());
    }

    @Test
    void the_gateway_sees_and_stores_every_study_behind_the_plugin_only_and_cannot_sign_in()
            throws Exception {
        JsonNode realm = forProduction();

        assertThat(realm.at("/roles/realm/0"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {
                                  "name": "gateway",
                                  "description": "The gateway itself, at Orthanc's plugin",
                                  "attributes": {
                                    "dicom-access.permissions": ["view", "download", "upload"],
                                    "dicom-access.labels": ["*"],
                                    "dicom-access.plugin-only": ["true"]
                                  }
                                }
                                """));
        assertThat(gateway(realm).path("realmRoles"))
                .extracting(JsonNode::textValue)
                .containsExactly(GATEWAY);
        assertThat(gateway(realm).path("credentials"))
                .extracting(credential -> credential.path("type").textValue())
                .containsExactly("dicom-access-api-key");
    }

    @Test
    void the_gateways_key_is_said_once_and_not_in_the_realm() throws Exception {
        Process script = starting(PUBLIC).start();
        JsonNode realm = JSON.readTree(script.getInputStream());
        String said = new String(script.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(script.waitFor()).isZero();
        String key = said.substring(said.indexOf("dak.")).strip();
        assertThat(key.split("\\.")).hasSize(4);
        assertThat(realm.toString()).doesNotContain(key).doesNotContain(key.split("\\.")[3]);
        assertThat(gateway(realm).path("id").textValue()).isEqualTo(decoded(key.split("\\.")[1]));
    }

    @Test
    void secrets_that_are_kept_are_used_again(@TempDir Path secrets) throws Exception {
        JsonNode one = printed("--secrets", secrets.toString(), PUBLIC);
        JsonNode other = printed("--secrets", secrets.toString(), "https://elsewhere.example.org");

        assertThat(secret(other)).isEqualTo(secret(one));
        assertThat(passwords(other)).isEqualTo(passwords(one));
        assertThat(gateway(other).path("id")).isEqualTo(gateway(one).path("id"));
        assertThat(keyOf(other).path("id")).isEqualTo(keyOf(one).path("id"));
        assertThat(keyOf(other).path("secretData")).isEqualTo(keyOf(one).path("secretData"));
        try (Stream<Path> files = Files.list(secrets)) {
            assertThat(files.toList())
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder(
                            "client-secret",
                            "gateway-key",
                            "password-admin",
                            "password-doctor",
                            "password-external");
        }
        for (String name : List.of("client-secret", "gateway-key", "password-doctor")) {
            assertThat(Files.getPosixFilePermissions(secrets.resolve(name)))
                    .containsExactlyInAnyOrder(
                            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-secret", "gateway-key", "password-doctor"})
    void a_secret_that_was_changed_by_hand_is_refused(String name, @TempDir Path secrets)
            throws Exception {
        Files.writeString(secrets.resolve(name), "changeme!\n");

        Process script = start("--secrets", secrets.toString(), PUBLIC);

        script.getInputStream().readAllBytes();
        assertThat(script.waitFor()).isEqualTo(2);
    }

    @Test
    void below_a_path_the_gateways_paths_begin_with_it_and_origins_do_not() throws Exception {
        JsonNode realm = printed("https://www.example.org:8443/imaging/here", DICOM_WEB);
        JsonNode attributes = resourceServer(realm).path("attributes");

        assertThat(attributes.path("dicom-access.dicom-web.public").textValue())
                .isEqualTo("/imaging/here/orthanc/dicom-web");
        assertThat(attributes.path("dicom-access.rest.public").textValue())
                .isEqualTo("/imaging/here/orthanc");
        assertThat(attributes.path("dicom-access.wado-uri.public").textValue())
                .isEqualTo("/imaging/here/orthanc/wado");
        assertThat(attributes.path("dicom-access.viewer.ohif").textValue())
                .isEqualTo("https://www.example.org:8443/imaging/here/ohif/");
        assertThat(realm.findValues("webOrigins")).isNotEmpty();
        for (JsonNode origins : realm.findValues("webOrigins")) {
            for (JsonNode origin : origins) {
                assertThat(origin.textValue()).isEqualTo("https://www.example.org:8443");
            }
        }
    }

    @Test
    void attributes_of_the_resource_server_and_a_mail_server_are_added() throws Exception {
        JsonNode realm =
                printed(
                        "--set",
                        "dicom-access.labels-decided-behind=true",
                        "--mail",
                        "mail.example.org:25",
                        "images@example.org",
                        PUBLIC);

        assertThat(
                        resourceServer(realm)
                                .path("attributes")
                                .path("dicom-access.labels-decided-behind")
                                .textValue())
                .isEqualTo("true");
        assertThat(realm.path("smtpServer"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"host": "mail.example.org", "port": "25", "from": "images@example.org"}
                                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--secrets /no/such/folder https://a.example",
                "--set no-value https://a.example",
                "--set a=\"b https://a.example",
                "--set a=b|c https://a.example",
                "--mail mail images@example.org https://a.example",
                "--mail mail:25 https://a.example",
                "--unknown https://a.example"
            })
    void an_option_that_is_not_understood_prints_nothing(String arguments) throws Exception {
        assertNothingIsPrinted(arguments.split(" "));
    }

    private static List<String> passwords(JsonNode realm) {
        List<String> passwords = new ArrayList<>();
        people(realm).forEach(user -> passwords.add(credential(user).path("value").textValue()));
        return passwords;
    }

    private static List<Boolean> temporary(JsonNode realm) {
        List<Boolean> temporary = new ArrayList<>();
        people(realm)
                .forEach(user -> temporary.add(credential(user).path("temporary").booleanValue()));
        return temporary;
    }

    /** Everybody but the gateway itself. */
    private static List<JsonNode> people(JsonNode realm) {
        List<JsonNode> people = new ArrayList<>();
        realm.path("users").forEach(people::add);
        people.removeIf(user -> user.path("username").textValue().equals(GATEWAY));
        return people;
    }

    private static JsonNode gateway(JsonNode realm) {
        for (JsonNode user : realm.path("users")) {
            if (user.path("username").textValue().equals(GATEWAY)) {
                return user;
            }
        }
        throw new AssertionError("no gateway");
    }

    private static JsonNode keyOf(JsonNode realm) {
        return credential(gateway(realm));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static ObjectNode credential(JsonNode user) {
        assertThat(user.path("credentials")).hasSize(1);
        return (ObjectNode) user.path("credentials").get(0);
    }

    private static String secret(JsonNode realm) {
        return resourceServer(realm).path("secret").textValue();
    }

    private static JsonNode resourceServer(JsonNode realm) {
        for (JsonNode client : realm.path("clients")) {
            if (client.path("clientId").textValue().equals("orthanc")) {
                return client;
            }
        }
        throw new AssertionError("no resource server");
    }

    private static JsonNode demonstration() throws IOException {
        return JSON.readTree(FOLDER.resolve("orthanc-realm.json").toFile());
    }

    private static JsonNode forProduction() throws IOException, InterruptedException {
        return printed(PUBLIC, DICOM_WEB);
    }

    private static JsonNode printed(String... addresses) throws IOException, InterruptedException {
        Process script = start(addresses);
        String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).isZero();
        return JSON.readTree(printed);
    }

    private static Process start(String... addresses) throws IOException {
        return starting(addresses).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static ProcessBuilder starting(String... addresses) {
        List<String> command = new ArrayList<>();
        command.add(FOLDER.resolve("for-production").toString());
        command.addAll(List.of(addresses));
        return new ProcessBuilder(command);
    }
}
