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

/** The realm as {@code realm-export/for-production} prints it. */
class RealmForProductionTest {
    private static final Path FOLDER = Path.of("..", "realm-export");
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
    void everything_else_is_as_in_the_demonstration() throws Exception {
        JsonNode production = forProduction();
        production.path("users").forEach(user -> credential(user).put("temporary", false));
        ((ObjectNode) resourceServer(production)).put("secret", "orthanc-demo-secret");

        assertThat(production).isEqualTo(demonstration());
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
        Process script =
                new ProcessBuilder(FOLDER.resolve("for-production").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).isZero();
        return JSON.readTree(printed);
    }
}
