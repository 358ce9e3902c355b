package org.dicomaccess.keycloak.http.shares;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** Whose calls {@code shares} answers, and to pages of which origins. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class ShareCallersIT {
    private static final String ORIGIN = "http://localhost:8088";
    private static final List<String> CALLS =
            List.of(
                    "GET shares",
                    "POST shares",
                    "GET shares/x",
                    "DELETE shares/x",
                    "GET shares/x/history",
                    "POST shares/x/revoke",
                    "POST shares/x/extend",
                    "POST shares/x/unlock",
                    "PUT shares/x/passcode",
                    "DELETE shares/x/passcode",
                    "GET api-keys",
                    "POST api-keys",
                    "GET api-keys/x",
                    "DELETE api-keys/x");

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SharingRealm.class)
    ManagedRealm realm;

    @InjectTimeOffSet TimeOffSet time;

    @InjectAdminClient Keycloak admin;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    // Tokens

    @Test
    void an_access_token_in_the_bearer_scheme_is_needed() {
        for (String call : CALLS) {
            Answer answer = send(call);

            assertThat(answer.status()).as(call).isEqualTo(401);
            assertThat(answer.reason()).isEqualTo("token_missing");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"orthanc\"");
        }
    }

    @Test
    void the_credentials_of_a_resource_server_are_nobodys() {
        assertRefused("Basic b3J0aGFuYzpvcnRoYW5jLWRlbW8tc2VjcmV0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer x", "bearer a.b.c", "x", "DPoP x"})
    void what_is_no_token_is_refused(String authorization) {
        assertRefused(authorization);
    }

    @Test
    void a_study_token_is_refused_whatever_it_opens() {
        assertRefused("Bearer " + doors.studyToken(Samples.A));
        assertRefused("Bearer " + Samples.tokenOfA(doors, "upload"));
        assertRefused("Bearer " + Samples.tokenOfA(doors, "read download"));
    }

    @Test
    void an_id_token_and_a_refresh_token_are_refused() {
        JsonNode tokens = Logins.tokens(realm, SharingRealm.CLIENT, SharingRealm.GIVER);

        assertThat(tokens.path("id_token").isTextual()).isTrue();
        assertRefused("Bearer " + tokens.path("id_token").textValue());
        assertRefused("Bearer " + tokens.path("refresh_token").textValue());
        assertAccepted(tokens.path("access_token").textValue());
    }

    @Test
    void the_token_of_another_realm_is_refused() {
        assertRefused("Bearer " + admin.tokenManager().getAccessTokenString());
    }

    @Test
    void a_token_that_is_bound_to_a_key_is_refused() {
        assertRefused(
                "Bearer "
                        + Logins.accessTokenBoundToAKey(
                                realm, SharingRealm.CLIENT, SharingRealm.GIVER));
    }

    @Test
    void a_token_for_no_resource_server_is_refused() {
        String token = portalToken();

        assertAccepted(token);

        realm.updateClientWithCleanup(
                SeveralResourceServers.TAKES_LOGINS,
                client -> client.attribute("dicom-access.login-clients", "nobody"));

        assertRefused("Bearer " + token);
    }

    @Test
    void an_expired_token_is_refused() {
        String token = userToken();
        assertAccepted(token);

        time.set(300);

        assertRefused("Bearer " + token);
    }

    @Test
    void a_token_ends_with_its_session() {
        String token = userToken();
        assertAccepted(token);

        realm.admin().users().get(Logins.userId(realm, SharingRealm.GIVER)).logout();

        assertRefused("Bearer " + token);
    }

    @Test
    void a_garbled_token_is_refused() {
        String token = userToken();

        assertRefused("Bearer " + token.substring(0, token.length() - 10) + "AAAAAAAAAA");
        assertRefused("Bearer " + token.substring(0, token.lastIndexOf('.') + 1));
        assertRefused("Bearer x" + token);
    }

    @Test
    void a_token_in_the_query_is_none() {
        assertThat(doors.send("GET", "shares?access_token=" + userToken(), "").status())
                .isEqualTo(401);
    }

    // Origins

    @Test
    void pages_of_the_clients_own_origins_may_read_the_answer() {
        for (String call : List.of("GET shares", "GET shares/x")) {
            Answer answer = send(call, "Authorization", "Bearer " + userToken(), "Origin", ORIGIN);

            assertThat(answer.header("Access-Control-Allow-Origin")).as(call).isEqualTo(ORIGIN);
            assertThat(answer.header("Access-Control-Expose-Headers"))
                    .contains("Location")
                    .contains("X-Dicom-Access-Reason");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://localhost:8088.evil.example",
                "https://localhost:8088",
                "http://localhost:80888"
            })
    void pages_of_other_origins_may_not(String origin) {
        Answer answer =
                send("GET shares", "Authorization", "Bearer " + userToken(), "Origin", origin);

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void whether_it_may_call_any_page_may_ask() {
        for (String path : List.of("shares", "shares/x", "shares/x/history", "shares/x/passcode")) {
            Answer answer =
                    send(
                            "OPTIONS " + path,
                            "Origin",
                            "https://any.example",
                            "Access-Control-Request-Method",
                            "DELETE",
                            "Access-Control-Request-Headers",
                            "authorization");

            assertThat(answer.status()).as(path).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Methods"))
                    .contains("GET", "POST", "PUT", "DELETE");
            assertThat(answer.header("Access-Control-Allow-Headers").toLowerCase())
                    .contains("authorization");
        }
    }

    private String userToken() {
        return Logins.accessToken(realm, SharingRealm.CLIENT, SharingRealm.GIVER);
    }

    private String portalToken() {
        return Logins.accessToken(realm, SeveralResourceServers.PORTAL, SharingRealm.GIVER);
    }

    private Answer send(String call, String... headers) {
        String[] parts = call.split(" ", -1);
        return doors.send(parts[0], parts[1], parts[0].startsWith("P") ? "{}" : "", headers);
    }

    private void assertAccepted(String token) {
        assertThat(send("GET shares", "Authorization", "Bearer " + token).status()).isEqualTo(200);
    }

    private void assertRefused(String authorization) {
        for (String call : CALLS) {
            Answer answer = send(call, "Authorization", authorization);

            assertThat(answer.status()).as(call).isEqualTo(401);
            assertThat(answer.reason()).isEqualTo("token_invalid");
            assertThat(answer.header("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"orthanc\", error=\"invalid_token\"");
            assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_token");
        }
    }
}
