package org.dicomaccess.keycloak.http;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.keycloak.testframework.realm.ManagedRealm;

/** What a client posts to a realm in its own name, with its id and secret (RFC 6749 §2.3.1). */
public final class ClientCalls {
    private static final String TOKEN = "/protocol/openid-connect/token";

    private final ManagedRealm realm;
    private final String authorization;

    public ClientCalls(ManagedRealm realm, String clientId, String secret) {
        this.realm = realm;
        this.authorization = Doors.basic(encoded(clientId), encoded(secret));
    }

    /** Asks Keycloak's token endpoint. */
    public Answer token(Map<String, String> form) {
        return post(TOKEN, form);
    }

    /** Asks Keycloak's introspection endpoint (RFC 7662). */
    public Answer introspect(String token) {
        return post(TOKEN + "/introspect", Map.of("token", token));
    }

    /** Takes a study token back (RFC 7009). */
    public Answer revoke(String token) {
        return post("/dicom-access/revoke", Map.of("token", token));
    }

    /**
     * Posts a form.
     *
     * @param path below the realm
     */
    public Answer post(String path, Map<String, String> form) {
        return postText(path, body(form));
    }

    /** Asks Keycloak's token endpoint as a public client, which the form names. */
    public static Answer inNoName(ManagedRealm realm, Map<String, String> form) {
        return Doors.send(
                HttpRequest.newBuilder(URI.create(realm.getBaseUrl() + TOKEN))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body(form)))
                        .build());
    }

    /** The same with the body as it is sent. */
    public Answer postText(String path, String body) {
        return Doors.send(
                HttpRequest.newBuilder(URI.create(realm.getBaseUrl() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Authorization", authorization)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    /** Fields as a body has them. */
    public static String body(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
