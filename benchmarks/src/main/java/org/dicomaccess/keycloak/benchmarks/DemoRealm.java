package org.dicomaccess.keycloak.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.dicomaccess.keycloak.stack.KeycloakServer;

/** The exported realm on a running server: what has to be asked of it before a measurement. */
public final class DemoRealm {
    /** Basic credentials of the resource server. */
    static final String BASIC =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString("orthanc:orthanc-demo-secret".getBytes(UTF_8));

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI root;

    public DemoRealm(URI root) {
        this.root = root;
    }

    URI address(String path) {
        return root.resolve("realms/orthanc/" + path);
    }

    /** A study token for one study, by its UID and Orthanc's id. */
    String studyToken(String studyInstanceUid, String orthancId) {
        String wish =
                """
                {"resources":[{"dicom-uid":"%s","orthanc-id":"%s","level":"study"}],
                 "validity-duration":36000}
                """
                        .formatted(studyInstanceUid, orthancId);
        return send(HttpRequest.newBuilder(address("dicom-access/tokens/ohif-viewer-publication"))
                        .header("Authorization", BASIC)
                        .PUT(BodyPublishers.ofString(wish))
                        .build())
                .required("token")
                .asText();
    }

    /** An access token of the server's administrator; lives for a minute. */
    public String accessTokenOfAdmin() {
        return token(
                root.resolve("realms/master/protocol/openid-connect/token"),
                "client_id=admin-cli&username=%1$s&password=%1$s".formatted(KeycloakServer.ADMIN));
    }

    /**
     * An access token of Keycloak's own for a user of the realm; lives for an hour, longer than any
     * measurement.
     */
    public String accessTokenOfDoctor() {
        return accessToken("doctor");
    }

    /** An API key of a user who may do everything. */
    public String apiKeyOfAdmin() {
        return send(HttpRequest.newBuilder(address("dicom-access/api-keys"))
                        .header("Authorization", "Bearer " + accessToken("admin"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\":\"benchmark\"}"))
                        .build())
                .required("key")
                .asText();
    }

    private String accessToken(String user) {
        String admin = accessTokenOfAdmin();
        URI realm = root.resolve("admin/realms/orthanc");
        put(admin, realm, "{\"accessTokenLifespan\":3600}");
        URI clients = root.resolve("admin/realms/orthanc/clients");
        ObjectNode viewer =
                (ObjectNode)
                        send(HttpRequest.newBuilder(URI.create(clients + "?clientId=ohif"))
                                        .header("Authorization", "Bearer " + admin)
                                        .build())
                                .required(0);
        viewer.put("directAccessGrantsEnabled", true);
        URI client = URI.create(clients + "/" + viewer.required("id").asText());
        put(admin, client, viewer.toString());
        return token(
                address("protocol/openid-connect/token"),
                "client_id=ohif&username=%1$s&password=%1$s".formatted(user));
    }

    private void put(String admin, URI address, String body) {
        send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer " + admin)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body))
                        .build());
    }

    /**
     * What a GET answers to the bearer of a token.
     *
     * @param path below the server's root
     */
    public JsonNode get(String path, String token) {
        return send(
                HttpRequest.newBuilder(root.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .build());
    }

    private String token(URI endpoint, String form) {
        return send(HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=password&" + form))
                        .build())
                .required("access_token")
                .asText();
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        request.uri() + " answered " + answer.statusCode() + " " + answer.body());
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
