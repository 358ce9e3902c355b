package org.dicomaccess.keycloak.containers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Somebody who may store images, made by Keycloak's administrator through its public address, and
 * signed in once.
 */
final class Uploader {

    private static final String NAME = "uploader";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI root;
    private String token = "";

    private Uploader(URI root) {
        this.root = root;
    }

    /**
     * Makes them, with a role and a client of their own.
     *
     * @param root what everything lives below, with a slash at the end
     * @param adminPassword of the user admin of the realm master
     */
    static Uploader at(URI root, String adminPassword) throws IOException, InterruptedException {
        Uploader uploader = new Uploader(root);
        uploader.token = uploader.signedIn("master", "admin-cli", "admin", adminPassword);
        uploader.make(
                "roles",
                """
                {"name": "uploader", "attributes": {
                   "dicom-access.permissions": ["view", "upload"], "dicom-access.labels": ["*"]}}
                """);
        uploader.make(
                "clients",
                """
                {"clientId": "uploader", "publicClient": true, "standardFlowEnabled": false,
                 "directAccessGrantsEnabled": true,
                 "protocolMappers": [{"name": "audience orthanc", "protocol": "openid-connect",
                   "protocolMapper": "oidc-audience-mapper",
                   "config": {"included.client.audience": "orthanc", "access.token.claim": "true"}}]}
                """);
        uploader.make(
                "users",
                """
                {"username": "uploader", "email": "uploader@orthanc.example", "emailVerified": true,
                 "firstName": "Una", "lastName": "Uploader", "enabled": true,
                 "credentials": [{"type": "password", "value": "uploader"}]}
                """);
        String id = uploader.get("users?exact=true&username=" + NAME).get(0).path("id").asText();
        uploader.make(
                "users/" + id + "/role-mappings/realm",
                JSON.createArrayNode().add(uploader.get("roles/" + NAME)).toString());
        uploader.token = uploader.signedIn("orthanc", NAME, NAME, NAME);
        return uploader;
    }

    /** Stores one instance into its study, by STOW, and says with which status that ended. */
    int store(String studyInstanceUid, Path instance) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--frontier\r\nContent-Type: application/dicom\r\n\r\n".getBytes(US_ASCII));
        body.writeBytes(Files.readAllBytes(instance));
        body.writeBytes("\r\n--frontier--\r\n".getBytes(US_ASCII));
        return send(
                        HttpRequest.newBuilder(
                                        root.resolve(
                                                "orthanc/dicom-web/studies/" + studyInstanceUid))
                                .header("Accept", "application/dicom+json"),
                        "multipart/related; type=\"application/dicom\"; boundary=frontier",
                        BodyPublishers.ofByteArray(body.toByteArray()))
                .statusCode();
    }

    private String signedIn(String realm, String client, String name, String password)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        root.resolve(
                                                "realms/"
                                                        + realm
                                                        + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                "grant_type=password&client_id=%s&username=%s&password=%s"
                                                        .formatted(client, name, password)))
                                .build(),
                        BodyHandlers.ofString());
        return JSON.readTree(answer.body()).required("access_token").asText();
    }

    private void make(String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(admin(path)),
                        "application/json",
                        BodyPublishers.ofString(json));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(
                http.send(
                                HttpRequest.newBuilder(admin(path))
                                        .header("Authorization", "Bearer " + token)
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
    }

    private HttpResponse<String> send(
            HttpRequest.Builder request, String mediaType, BodyPublisher body)
            throws IOException, InterruptedException {
        return http.send(
                request.header("Authorization", "Bearer " + token)
                        .header("Content-Type", mediaType)
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }

    private URI admin(String path) {
        return root.resolve("admin/realms/orthanc/" + path);
    }
}
