package org.dicomaccess.keycloak.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.ClientCalls;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
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
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** Which exchanges are refused, and what the client is told. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class RefusedExchangesIT {
    private static final String PLUGIN = ExchangingRealm.PLUGIN;
    private static final String READ_A = Exchanges.details("read", Samples.A);

    @InjectRealm(fromJson = "/orthanc-realm.json", config = ExchangingRealm.class)
    ManagedRealm realm;

    @InjectEvents Events events;

    @InjectTimeOffSet TimeOffSet time;

    private Exchanges exchanges;

    @BeforeEach
    void knock() {
        exchanges = new Exchanges(realm);
    }

    @ParameterizedTest(name = "{0}, {1}={2}: {4}")
    @MethodSource("refusedExchanges")
    void an_exchange_is_refused(
            String client,
            String field,
            String value,
            String status,
            String error,
            String described) {
        Map<String, String> form = Exchanges.form(userToken(), READ_A);
        form.put(field, Samples.filled(value));
        if (value.isEmpty()) {
            form.remove(field);
        }
        events.skipAll();

        Answer answer = exchanges.as(client).token(form);

        assertRefused(answer, Integer.parseInt(status), error, described);
        EventRepresentation event = events.poll();
        assertThat(event.getType()).isEqualTo("TOKEN_EXCHANGE_ERROR");
        assertThat(event.getClientId()).isEqualTo(client);
    }

    static Stream<Arguments> refusedExchanges() {
        return TestTable.of(RefusedExchangesIT.class, "refused-exchanges.tsv");
    }

    @Test
    void only_access_tokens_of_people_who_are_signed_in_here_are_exchanged() {
        JsonNode tokens = Logins.tokens(realm, SharingRealm.CLIENT, SharingRealm.GIVER);
        String token = tokens.path("access_token").textValue();

        assertInvalid(tokens.path("id_token").textValue());
        assertInvalid(tokens.path("refresh_token").textValue());
        assertInvalid(token.substring(0, token.length() - 10) + "AAAAAAAAAA");
        assertInvalid(
                Logins.accessTokenBoundToAKey(realm, SharingRealm.CLIENT, SharingRealm.GIVER));
        assertThat(exchanges.ask(PLUGIN, token, READ_A).status()).isEqualTo(200);

        time.set(300);
        assertInvalid(token);
    }

    @Test
    void a_token_whose_user_signed_out_is_not_exchanged() {
        String token = userToken();
        realm.admin().users().get(Logins.userId(realm, SharingRealm.GIVER)).logout();

        assertInvalid(token);
    }

    @Test
    void a_token_that_was_taken_back_is_not_exchanged() {
        String token = userToken();
        Answer revoked =
                new ClientCalls(realm, SharingRealm.CLIENT, "")
                        .postText(
                                "/protocol/openid-connect/revoke", "client_id=ohif&token=" + token);
        assertThat(revoked.status()).as(revoked.body()).isEqualTo(200);

        assertInvalid(token);
    }

    @Test
    void where_several_servers_take_the_token_one_has_to_be_named() {
        ClientAttributes.set(
                realm, SeveralResourceServers.VIEWERS, "dicom-access.login-clients", "ohif");
        ClientAttributes.set(
                realm, SeveralResourceServers.VIEWERS, "dicom-access.share-unseen", "true");
        String token = userToken();
        Map<String, String> named = Exchanges.form(token, READ_A);
        named.put("audience", SeveralResourceServers.VIEWERS);

        assertRefused(exchanges.ask(PLUGIN, token, READ_A), 400, "invalid_target", "audience");
        assertThat(exchanges.as(PLUGIN).token(named).status()).isEqualTo(200);
        String both = ClientCalls.body(named) + "&audience=orthanc";
        assertRefused(
                exchanges.as(PLUGIN).postText("/protocol/openid-connect/token", both),
                400,
                "invalid_target",
                "audience");
    }

    @Test
    void a_realm_says_how_many_studies_may_be_named() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.share-maximum-studies", "1"));

        assertThat(exchanges.ask(PLUGIN, userToken(), READ_A).status()).isEqualTo(200);
        assertRefused(
                exchanges.ask(PLUGIN, userToken(), Exchanges.details("read", Samples.A, Samples.B)),
                400,
                "invalid_authorization_details",
                "authorization_details");
    }

    @Test
    void a_client_whose_tokens_are_bound_to_a_key_gets_none() {
        ClientAttributes.set(realm, PLUGIN, "tls.client.certificate.bound.access.tokens", "true");

        assertRefused(exchanges.ask(PLUGIN, userToken(), READ_A), 400, "invalid_request", "bound");
    }

    @Test
    void details_that_could_be_read_in_two_ways_are_refused() {
        for (String types :
                List.of(
                        "\"type\": \"dicom_study\", \"type\": \"other\"",
                        "\"type\": \"other\", \"type\": \"dicom_study\"")) {
            assertRefused(
                    exchanges.ask(
                            PLUGIN,
                            userToken(),
                            "[{%s, \"identifier\": \"%s\"}]".formatted(types, Samples.A)),
                    400,
                    "invalid_authorization_details",
                    "authorization_details");
        }
    }

    @Test
    void a_public_client_gets_none() {
        Map<String, String> form = Exchanges.form(userToken(), READ_A);
        form.put("client_id", SharingRealm.CLIENT);

        Answer answer = ClientCalls.inNoName(realm, form);

        assertRefused(answer, 400, "invalid_client", "public");
    }

    @Test
    void a_client_that_proves_nothing_gets_none() {
        Answer answer =
                new ClientCalls(realm, PLUGIN, "wrong").token(Exchanges.form(userToken(), READ_A));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void a_setting_that_is_not_understood_gives_none() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.maximum-lifetime", "forever"));

        Answer answer = exchanges.ask(PLUGIN, userToken(), READ_A);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error_description").textValue())
                .contains("dicom-access.maximum-lifetime");
    }

    private void assertInvalid(String subjectToken) {
        assertRefused(
                exchanges.ask(PLUGIN, subjectToken, READ_A),
                400,
                "invalid_request",
                "subject_token");
    }

    private static void assertRefused(Answer answer, int status, String error, String described) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("error").textValue()).as(answer.body()).isEqualTo(error);
        assertThat(answer.json().path("error_description").textValue()).contains(described);
        assertThat(answer.json().has("access_token")).isFalse();
    }

    private String userToken() {
        return Logins.accessToken(realm, SharingRealm.CLIENT, SharingRealm.GIVER);
    }
}
