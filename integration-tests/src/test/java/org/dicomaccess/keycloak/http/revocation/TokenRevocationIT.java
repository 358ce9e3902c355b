package org.dicomaccess.keycloak.http.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientCalls;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.http.Tokens;
import org.dicomaccess.keycloak.http.exchange.ExchangingRealm;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;

/** Single study tokens are taken back, and opened by no door from the next call on. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class TokenRevocationIT {
    private static final String REVOKE = "/dicom-access/revoke";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = ExchangingRealm.class)
    ManagedRealm realm;

    @InjectEvents Events events;

    private Doors doors;
    private ClientCalls orthanc;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
        orthanc = new ClientCalls(realm, Doors.RESOURCE_SERVER, Doors.SECRET);
    }

    @Test
    void no_door_opens_for_it_from_the_next_call_on() {
        String token = Samples.tokenOfA(doors, "read");
        assertOpens(token);

        Answer answer = orthanc.revoke(token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertRevoked(token);
    }

    @Test
    void one_that_no_door_has_seen_yet_is_taken_back_too() {
        String token = Samples.tokenOfA(doors, "read");

        orthanc.revoke(token);

        assertRevoked(token);
    }

    @Test
    void of_a_share_only_this_token_is_taken_back() {
        JsonNode share = RestShares.of(realm, SharingRealm.GIVER).given();
        String link = share.path("url").textValue();
        String one = RestShares.token(RestShares.open(link));
        String other = RestShares.token(RestShares.open(link));

        assertThat(orthanc.revoke(one).status()).isEqualTo(200);

        assertRevoked(one);
        assertOpens(other);
        assertOpens(RestShares.token(RestShares.open(link)));
    }

    @Test
    void one_of_ten_years_is_taken_back_as_well_and_as_often_as_one_likes() {
        String token =
                Samples.token(
                        doors,
                        "inbox-link",
                        """
                        {"resources": [{"dicom-uid": "{A}", "level": "study"}]}
                        """);

        assertThat(orthanc.revoke(token).status()).isEqualTo(200);
        assertThat(orthanc.revoke(token).status()).isEqualTo(200);

        assertThat(check(token).reason()).isEqualTo("token_revoked");
    }

    @Test
    void what_is_no_token_is_as_good_as_revoked() {
        String genuine = Samples.tokenOfA(doors, "read");
        String forged = genuine.substring(0, genuine.lastIndexOf('.') + 1) + "A".repeat(86);

        assertThat(orthanc.revoke("no token").status()).isEqualTo(200);
        assertThat(orthanc.revoke(forged).status()).isEqualTo(200);

        assertOpens(genuine);
    }

    @Test
    void a_client_that_it_does_not_concern_is_refused() {
        String token = Samples.tokenOfA(doors, "read");

        Answer answer =
                new ClientCalls(realm, ExchangingRealm.PLUGIN, ExchangingRealm.SECRET)
                        .revoke(token);

        assertBad(answer, "invalid_request", "token");
        assertOpens(token);
    }

    @Test
    void a_client_that_proves_nothing_is_refused() {
        String token = Samples.tokenOfA(doors, "read");

        Answer wrong = new ClientCalls(realm, Doors.RESOURCE_SERVER, "wrong").revoke(token);
        Answer nobody = new ClientCalls(realm, "nobody", "wrong").revoke(token);
        Answer silent =
                doors.send(
                        "POST",
                        "revoke",
                        "token=" + token,
                        "Content-Type",
                        "application/x-www-form-urlencoded");

        for (Answer answer : List.of(wrong, nobody, silent)) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(401);
            assertThat(answer.json().path("error").textValue())
                    .isIn("invalid_client", "unauthorized_client");
        }
        assertOpens(token);
    }

    @Test
    void keycloaks_own_tokens_are_sent_to_keycloaks_own_endpoint() {
        JsonNode tokens = Logins.tokens(realm, SharingRealm.CLIENT, SharingRealm.GIVER);

        for (String kind : List.of("access_token", "refresh_token", "id_token")) {
            Answer answer = orthanc.revoke(tokens.path(kind).textValue());

            assertBad(answer, "unsupported_token_type", "protocol/openid-connect/revoke");
        }
    }

    @Test
    void a_users_token_that_keycloak_took_back_opens_no_door() {
        String token = Logins.accessToken(realm, SharingRealm.CLIENT, SharingRealm.GIVER);
        assertThat(check(token).status()).isEqualTo(200);

        Answer answer =
                Doors.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                realm.getBaseUrl()
                                                        + "/protocol/openid-connect/revoke"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("client_id=ohif&token=" + token))
                                .build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(check(token).status()).isEqualTo(401);
        assertThat(doors.profileOfToken(token).json().path("name").textValue())
                .isEqualTo("anonymous");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badForms")
    void a_bad_form_is_told_what_is_bad(String body, String field) {
        Answer answer = orthanc.postText(REVOKE, body);

        assertBad(answer, "invalid_request", field);
    }

    static Stream<Arguments> badForms() {
        return TestTable.of(TokenRevocationIT.class, "bad-revocations.tsv");
    }

    @Test
    void a_hint_of_the_tokens_type_changes_nothing() {
        for (String hint : List.of("access_token", "refresh_token", "nonsense", "")) {
            String token = Samples.tokenOfA(doors, "read");

            Answer answer = orthanc.post(REVOKE, Map.of("token", token, "token_type_hint", hint));

            assertThat(answer.status()).isEqualTo(200);
            assertRevoked(token);
        }
    }

    @Test
    void whoever_asks_while_it_is_taken_back_is_refused_afterwards() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 10; round++) {
                String token = Samples.tokenOfA(doors, "read");
                List<Future<Integer>> asking =
                        IntStream.range(0, 32)
                                .mapToObj(i -> people.submit(() -> check(token).status()))
                                .toList();

                assertThat(orthanc.revoke(token).status()).isEqualTo(200);

                assertThat(check(token).reason()).isEqualTo("token_revoked");
                for (Future<Integer> answer : asking) {
                    assertThat(answer.get()).isIn(200, 401);
                }
            }
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void keycloaks_events_tell_of_it() {
        String token = Samples.tokenOfA(doors, "read");
        String id = Tokens.claims(token).path("jti").textValue();
        events.skipAll();

        new ClientCalls(realm, ExchangingRealm.PLUGIN, ExchangingRealm.SECRET).revoke(token);
        EventRepresentation refused = events.poll();
        orthanc.revoke(token);
        EventRepresentation revoked = events.poll();

        assertThat(refused.getType()).isEqualTo("REVOKE_GRANT_ERROR");
        assertThat(refused.getError()).isEqualTo("invalid_request");
        assertThat(refused.getClientId()).isEqualTo(ExchangingRealm.PLUGIN);
        assertThat(revoked.getType()).isEqualTo("REVOKE_GRANT");
        assertThat(revoked.getClientId()).isEqualTo(Doors.RESOURCE_SERVER);
        assertThat(revoked.getDetails())
                .containsEntry("dicom_access", "token_revoked")
                .containsEntry("token_id", id);
    }

    private void assertOpens(String token) {
        assertThat(check(token).status()).isEqualTo(200);
        assertThat(doors.validate(token, Samples.A).json().path("granted").booleanValue()).isTrue();
        assertThat(doors.decodeToken(token).json().path("resources")).hasSize(1);
        assertThat(doors.grant(token).status()).isEqualTo(200);
    }

    private void assertRevoked(String token) {
        for (Answer answer : List.of(check(token), doors.grant(token))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.reason()).isEqualTo("token_revoked");
            assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_token");
        }
        assertThat(doors.validate(token, Samples.A).json().path("granted").booleanValue())
                .isFalse();
        Answer decoded = doors.decodeToken(token);
        assertThat(decoded.json().path("resources")).isEmpty();
        assertThat(decoded.json().path("error-code").textValue()).isEqualTo("expired");
        // Orthanc keeps a profile: what locks its writes has to stay in it.
        assertThat(doors.profileOfToken(token).json().path("permissions").toString())
                .contains("share-lock");
    }

    private static void assertBad(Answer answer, String error, String described) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue()).isEqualTo(error);
        assertThat(answer.json().path("error_description").textValue()).contains(described);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    private Answer check(String token) {
        return doors.check(
                "Authorization",
                "Bearer " + token,
                "X-Original-Method",
                "GET",
                "X-Original-URI",
                "/orthanc/dicom-web/studies/" + Samples.A + "/metadata");
    }
}
