package org.dicomaccess.keycloak.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Base64;

/** The door of Orthanc's authorization plugin, asked as the plugin asks. */
public final class OrthancDoor {

    /** Client id and secret of the resource server in the exported realm. */
    private static final String CREDENTIALS = "orthanc:orthanc-demo-secret";

    private final ObjectMapper json = new ObjectMapper();
    private final Http http = new Http();
    private final URI endpoint;

    public OrthancDoor(KeycloakServer server) {
        this.endpoint = server.endpoint();
    }

    /** What somebody may do who sends this access token. */
    public JsonNode profileOf(String accessToken) {
        ObjectNode question =
                json.createObjectNode()
                        .put("token-key", "Authorization")
                        .put("token-value", "Bearer " + accessToken);
        question.putNull("server-id");
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.resolve("user/get-profile"))
                        .header("Authorization", "Basic " + base64(CREDENTIALS))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
                        .build();
        try {
            return json.readTree(http.send(request));
        } catch (JsonProcessingException notJson) {
            throw new StackException("The profile is no JSON", notJson);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
