package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.SignIn;

/** Somebody of the exported realm, who makes and revokes their API keys at one node. */
final class ApiKeyOwner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEYS = "/realms/orthanc/dicom-access/api-keys";

    private final KeycloakServer node;
    private final String username;

    /** The administrator. */
    ApiKeyOwner(KeycloakServer node) {
        this(node, "admin");
    }

    ApiKeyOwner(KeycloakServer node, String username) {
        this.node = node;
        this.username = username;
    }

    /** A new key that looks at images for an hour. */
    Made makes(String name) {
        return made(
                """
                {"name": "%s", "permissions": ["view"], "expires_in": 3600}
                """
                        .formatted(name));
    }

    /** A new key that does for an hour what its owner may do. */
    Made makesForEverything(String name) {
        return made(
                """
                {"name": "%s", "expires_in": 3600}
                """
                        .formatted(name));
    }

    private Made made(String wanted) {
        RawAnswer answer = call("POST", "", wanted);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode made = json(answer);
        return new Made(made.path("id").textValue(), made.path("key").textValue());
    }

    /** A key as it is listed. */
    JsonNode reads(Made made) {
        return json(call("GET", "/" + made.id(), ""));
    }

    void revokes(Made made) {
        assertThat(call("DELETE", "/" + made.id(), "").status()).isEqualTo(204);
    }

    private RawAnswer call(String method, String below, String body) {
        RawCall call =
                new RawCall(method, KEYS + below).bearer(new SignIn(node).accessToken(username));
        return (body.isEmpty() ? call : call.body("application/json", body.getBytes(UTF_8)))
                .send(node.root());
    }

    private static JsonNode json(RawAnswer answer) {
        try {
            return JSON.readTree(answer.bodyText());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(answer.text(), e);
        }
    }

    /**
     * A key.
     *
     * @param key itself
     */
    record Made(String id, String key) {
        String secret() {
            return key.substring(key.lastIndexOf('.') + 1);
        }
    }
}
