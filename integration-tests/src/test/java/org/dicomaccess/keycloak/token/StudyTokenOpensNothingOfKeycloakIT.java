package org.dicomaccess.keycloak.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.annotations.TestSetup;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * A study token at the doors of Keycloak itself: none opens. Each is tried with the token that it
 * is there for as well, so that the refusal is about the token and not about the question.
 */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
public class StudyTokenOpensNothingOfKeycloakIT {
    private static final String TOKEN = "/protocol/openid-connect/token";
    private static final String NEW_CLIENT = "{\"redirect_uris\": [\"http://localhost:8088/\"]}";

    @InjectRealm(fromJson = "/orthanc-realm.json")
    ManagedRealm realm;

    @InjectAdminClient Keycloak admin;

    private Doors doors;
    private KeycloaksOwnTokens keycloak;
    private String studyToken;

    @TestSetup
    public void let_keycloak_give_out_tokens() {
        new KeycloaksOwnTokens(realm).prepare();
    }

    @BeforeEach
    void mint() {
        doors = new Doors(realm.getBaseUrl());
        keycloak = new KeycloaksOwnTokens(realm);
        studyToken = doors.studyToken(Workshop.STUDY);
    }

    @Test
    void userinfo() {
        String userinfo = "/protocol/openid-connect/userinfo";

        assertThat(get(userinfo, keycloak.access()).status()).isEqualTo(200);
        assertThat(get(userinfo, studyToken).status()).isEqualTo(401);
        assertThat(keycloak.post(userinfo, Map.of("access_token", studyToken)).status())
                .isEqualTo(401);
    }

    @Test
    void the_account_rest_interface() {
        assertThat(get("/account/", keycloak.access()).status()).isEqualTo(200);
        assertThat(get("/account/", studyToken).status()).isEqualTo(401);
        assertThat(get("/account/sessions", studyToken).status()).isEqualTo(401);
    }

    @Test
    void the_admin_rest_interface() {
        String serverAdmin = admin.tokenManager().getAccessTokenString();

        assertThat(getOf(adminUrl(), serverAdmin).status()).isEqualTo(200);
        assertThat(getOf(adminUrl(), studyToken).status()).isEqualTo(401);
        assertThat(getOf(adminUrl() + "/users", studyToken).status()).isEqualTo(401);
        assertThat(getOf(adminUrl() + "/keys", studyToken).status()).isEqualTo(401);
    }

    @Test
    void introspection_by_anybody_but_its_resource_server() {
        realm.updateClientWithCleanup("dicom-access-pages", client -> client.secret(Doors.SECRET));

        assertThat(introspect(keycloak.access(), Doors.RESOURCE_SERVER)).isTrue();
        assertThat(introspect(studyToken, Doors.RESOURCE_SERVER)).isTrue();
        assertThat(introspect(studyToken, "dicom-access-pages")).isFalse();
    }

    @Test
    void token_exchange() {
        assertThat(exchange(keycloak.access()).status()).isEqualTo(200);
        assertRefused(exchange(studyToken));
    }

    @Test
    void refreshing() {
        assertThat(refresh(keycloak.refresh()).status()).isEqualTo(200);
        assertRefused(refresh(studyToken));
    }

    @Test
    void revocation_takes_nothing_from_it() {
        Answer answer =
                keycloak.post(
                        "/protocol/openid-connect/revoke",
                        Map.of("token", studyToken),
                        "Authorization",
                        Doors.basic(Doors.RESOURCE_SERVER, Doors.SECRET));

        assertThat(answer.status()).isLessThan(500);
        assertThat(doors.validate(studyToken, Workshop.STUDY).json().path("granted").booleanValue())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"client-jwt", "client-secret-jwt"})
    void a_client_assertion(String authenticator) {
        realm.updateClientWithCleanup(
                Doors.RESOURCE_SERVER,
                client ->
                        client.authenticatorType(authenticator)
                                .attribute("use.jwks.url", "true")
                                .attribute(
                                        "jwks.url",
                                        realm.getBaseUrl() + "/protocol/openid-connect/certs"));

        Answer answer =
                keycloak.post(
                        TOKEN,
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                Doors.RESOURCE_SERVER,
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                "client_assertion",
                                studyToken));

        assertRefused(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "authorization_code, code",
        "urn:ietf:params:oauth:grant-type:device_code, device_code",
        "urn:openid:params:grant-type:ciba, auth_req_id",
        "urn:ietf:params:oauth:grant-type:jwt-bearer, assertion",
        "urn:ietf:params:oauth:grant-type:pre-authorized_code, pre-authorized_code"
    })
    void any_other_grant(String grantType, String parameter) {
        Map<String, String> form = new HashMap<>(asResourceServer(grantType));
        form.put(parameter, studyToken);

        assertRefused(keycloak.post(TOKEN, form));
    }

    @Test
    void logging_somebody_out() {
        String refreshToken = keycloak.refresh();
        String logout = "/protocol/openid-connect/logout";

        Answer byHint = get(logout + "?id_token_hint=" + studyToken, "");
        Answer byRefreshToken =
                keycloak.post(logout, Map.of("client_id", "ohif", "refresh_token", studyToken));
        Answer backChannel =
                keycloak.post(logout + "/backchannel-logout", Map.of("logout_token", studyToken));

        assertThat(byHint.status()).isBetween(400, 499);
        assertThat(byRefreshToken.status()).isBetween(400, 499);
        assertThat(backChannel.status()).isBetween(400, 499);
        assertThat(refresh(refreshToken).status()).isEqualTo(200);
    }

    @Test
    void registering_a_client() {
        assertThat(register(keycloak.initialAccess()).status()).isEqualTo(201);
        assertThat(register(studyToken).status()).isIn(401, 403);
    }

    @Test
    void reading_a_registered_client() {
        String ohif = "/clients-registrations/default/ohif";

        assertThat(get(ohif, keycloak.registrationAccess()).status()).isEqualTo(200);
        assertThat(get(ohif, studyToken).status()).isIn(401, 403);
    }

    @Test
    void uma_permissions() {
        realm.updateClientWithCleanup(
                Doors.RESOURCE_SERVER, client -> client.authorizationServicesEnabled(true));
        Map<String, String> ticket =
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:uma-ticket",
                        "audience",
                        Doors.RESOURCE_SERVER);

        assertThat(postJson("/authz/protection/permission", "[]", studyToken).status())
                .isIn(401, 403);
        assertThat(get("/authz/protection/resource_set", keycloak.serviceAccount()).status())
                .isEqualTo(200);
        assertThat(get("/authz/protection/resource_set", studyToken).status()).isIn(401, 403);
        assertRefused(keycloak.post(TOKEN, ticket, "Authorization", "Bearer " + studyToken));
    }

    @Test
    void an_action_by_mail() {
        Answer answer = get("/login-actions/action-token?key=" + studyToken, "");

        assertThat(answer.status()).isBetween(400, 499);
    }

    private Answer exchange(String subjectToken) {
        Map<String, String> form =
                new HashMap<>(asResourceServer("urn:ietf:params:oauth:grant-type:token-exchange"));
        form.put("subject_token", subjectToken);
        form.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        return keycloak.post(TOKEN, form);
    }

    private Answer refresh(String token) {
        return keycloak.post(
                TOKEN,
                Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "ohif",
                        "refresh_token", token));
    }

    private boolean introspect(String token, String client) {
        Answer answer =
                keycloak.post(
                        TOKEN + "/introspect",
                        Map.of("token", token),
                        "Authorization",
                        Doors.basic(client, Doors.SECRET));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("active").isBoolean()).isTrue();
        return answer.json().path("active").booleanValue();
    }

    private Answer register(String bearer) {
        return postJson("/clients-registrations/openid-connect", NEW_CLIENT, bearer);
    }

    private static Map<String, String> asResourceServer(String grantType) {
        return Map.of(
                "grant_type", grantType,
                "client_id", Doors.RESOURCE_SERVER,
                "client_secret", Doors.SECRET);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(400, 403);
        assertThat(answer.body()).contains("error").doesNotContain("access_token");
    }

    private String adminUrl() {
        return realm.getBaseUrl().replace("/realms/", "/admin/realms/");
    }

    private Answer get(String path, String bearer) {
        return getOf(realm.getBaseUrl() + path, bearer);
    }

    private static Answer getOf(String url, String bearer) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).header("Accept", "application/json");
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return Doors.send(request.build());
    }

    private Answer postJson(String path, String json, String bearer) {
        return Doors.send(
                HttpRequest.newBuilder(URI.create(realm.getBaseUrl() + path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + bearer)
                        .POST(BodyPublishers.ofString(json))
                        .build());
    }
}
