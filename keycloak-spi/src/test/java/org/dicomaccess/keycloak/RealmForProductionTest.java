package org.dicomaccess.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The realm as {@code realm-export/for-production} prints it. */
class RealmForProductionTest {
    private static final Path FOLDER = Path.of("..", "realm-export");
    private static final String PUBLIC = "https://images.example.org";
    private static final String DICOM_WEB = "http://orthanc:8042/dicom-web";
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
        production
                .path("users")
                .forEach(
                        user ->
                                credential(user)
                                        .put("temporary", false)
                                        .put("value", user.path("username").textValue()));
        ((ObjectNode) resourceServer(production)).put("secret", "orthanc-demo-secret");

        assertThat(production).isEqualTo(demonstration());
    }

    private static List<String> passwords(JsonNode realm) {
        List<String> passwords = new ArrayList<>();
        realm.path("users")
                .forEach(user -> passwords.add(credential(user).path("value").textValue()));
        return passwords;
    }

    private static List<Boolean> temporary(JsonNode realm) {
        List<Boolean> temporary = new ArrayList<>();
        realm.path("users")
                .forEach(user -> temporary.add(credential(user).path("temporary").booleanValue()));
        return temporary;
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
        List<String> command = new ArrayList<>();
        command.add(FOLDER.resolve("for-production").toString());
        command.addAll(List.of(addresses));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
