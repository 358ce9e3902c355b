package org.dicomaccess.keycloak.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.keycloak.representations.idm.ClientInitialAccessCreatePresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.testframework.realm.ClientBuilder;
import org.keycloak.testframework.realm.ManagedRealm;

/** Keycloak's own tokens of one realm, as its clients and users get them. */
final class KeycloaksOwnTokens {
    /** The client that people sign in to, here by password. */
    static final String LOGIN_CLIENT = "ohif";

    /** A login client whose access tokens look as much like study tokens as Keycloak allows. */
    private static final String LOOKALIKE_CLIENT = "lookalike";

    private static final String USER = "doctor";

    private final ManagedRealm realm;

    KeycloaksOwnTokens(ManagedRealm realm) {
        this.realm = realm;
    }

    /** Lets clients of the imported realm do what they do not need outside of tests; once. */
    void prepare() {
        // Many sign in within one second here, which Keycloak takes for guessing.
        RealmRepresentation lenient = realm.admin().toRepresentation();
        lenient.setBruteForceProtected(false);
        realm.admin().update(lenient);
        change(LOGIN_CLIENT, client -> client.directAccessGrantsEnabled(true));
        change(
                Doors.RESOURCE_SERVER,
                client ->
                        client.directAccessGrantsEnabled(true)
                                .serviceAccountsEnabled(true)
                                .attribute("standard.token.exchange.enabled", "true"));
        ClientRepresentation lookalike =
                ClientBuilder.create(LOOKALIKE_CLIENT)
                        .publicClient()
                        .directAccessGrantsEnabled(true)
                        .attribute("access.token.header.type.rfc9068", "true")
                        .attribute("access.token.signed.response.alg", "ES256")
                        .protocolMappers(
                                mapper(
                                        "oidc-audience-mapper",
                                        Map.of("included.client.audience", Doors.RESOURCE_SERVER)),
                                mapper(
                                        "oidc-hardcoded-claim-mapper",
                                        Map.of(
                                                "claim.name",
                                                "study_instance_uids",
                                                "claim.value",
                                                "[\"" + Workshop.STUDY + "\"]",
                                                "jsonType.label",
                                                "JSON")))
                        .build();
        realm.admin().clients().create(lookalike).close();
    }

    String access() {
        return text(login(LOGIN_CLIENT, "openid"), "access_token");
    }

    /** Of a client that the resource server does not know. */
    String accessForNobody() {
        return text(
                token(
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                Doors.RESOURCE_SERVER,
                                "client_secret",
                                Doors.SECRET,
                                "username",
                                USER,
                                "password",
                                USER)),
                "access_token");
    }

    String lookalike() {
        return text(login(LOOKALIKE_CLIENT, "openid"), "access_token");
    }

    String serviceAccount() {
        return text(
                token(
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", Doors.RESOURCE_SERVER,
                                "client_secret", Doors.SECRET)),
                "access_token");
    }

    String id() {
        return text(login(LOGIN_CLIENT, "openid"), "id_token");
    }

    String refresh() {
        return text(login(LOGIN_CLIENT, "openid"), "refresh_token");
    }

    String offline() {
        return text(login(LOGIN_CLIENT, "openid offline_access"), "refresh_token");
    }

    /** What a client registered by itself would get to change itself with. */
    String registrationAccess() {
        String id = client(LOGIN_CLIENT).getId();
        return realm.admin()
                .clients()
                .get(id)
                .regenerateRegistrationAccessToken()
                .getRegistrationAccessToken();
    }

    /** What an administrator gives to somebody who shall register a client. */
    String initialAccess() {
        return realm.admin()
                .clientInitialAccess()
                .create(new ClientInitialAccessCreatePresentation(600, 10))
                .getToken();
    }

    /** Everything that signing in by password answers. */
    JsonNode login(String client, String scope) {
        return token(
                Map.of(
                        "grant_type", "password",
                        "client_id", client,
                        "username", USER,
                        "password", USER,
                        "scope", scope));
    }

    private JsonNode token(Map<String, String> form) {
        Answer answer = post("/protocol/openid-connect/token", form);
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.json();
    }

    /**
     * A form posted to the realm.
     *
     * @param path below the realm's base URL
     * @param headers names and values in turn
     */
    Answer post(String path, Map<String, String> form, String... headers) {
        String body =
                form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(realm.getBaseUrl() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Doors.send(request.build());
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(JsonNode answer, String field) {
        return answer.path(field).textValue();
    }

    private ClientRepresentation client(String clientId) {
        return realm.admin().clients().findByClientId(clientId).get(0);
    }

    private void change(String clientId, UnaryOperator<ClientBuilder> change) {
        ClientRepresentation client = client(clientId);
        realm.admin()
                .clients()
                .get(client.getId())
                .update(change.apply(ClientBuilder.update(client)).build());
    }

    private static ProtocolMapperRepresentation mapper(String type, Map<String, String> config) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(type);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(type);
        mapper.setConfig(new HashMap<>(config));
        mapper.getConfig().put("access.token.claim", "true");
        return mapper;
    }
}
