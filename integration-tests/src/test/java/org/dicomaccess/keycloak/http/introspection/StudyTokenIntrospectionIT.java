package org.dicomaccess.keycloak.http.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientCalls;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.Tokens;
import org.dicomaccess.keycloak.http.exchange.ExchangingRealm;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What Keycloak's introspection endpoint says of study tokens, and to whom. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class StudyTokenIntrospectionIT {
    @InjectRealm(fromJson = "/orthanc-realm.json", config = ExchangingRealm.class)
    ManagedRealm realm;

    @InjectEvents Events events;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;
    private ClientCalls orthanc;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
        orthanc = new ClientCalls(realm, Doors.RESOURCE_SERVER, Doors.SECRET);
    }

    @Test
    void its_resource_server_learns_what_is_in_it() {
        String token = doors.studyToken(Samples.A, Samples.B);

        Answer answer = orthanc.introspect(token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        ObjectNode said = (ObjectNode) answer.json();
        assertThat(said.remove("active").booleanValue()).isTrue();
        assertThat(said.remove("token_type").textValue()).isEqualTo("Bearer");
        assertThat(said).isEqualTo(Tokens.claims(token));
        assertThat(said.path("scope").textValue()).isEqualTo("read");
        assertThat(said.path("study_instance_uids")).hasSize(2);
    }

    @Test
    void to_every_other_client_it_is_inactive_and_nothing_more() {
        String token = doors.studyToken(Samples.A);

        for (String client : new String[] {ExchangingRealm.PLUGIN, ExchangingRealm.NO_EXCHANGE}) {
            Answer answer =
                    new ClientCalls(realm, client, ExchangingRealm.SECRET).introspect(token);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"active\":false}");
        }
    }

    @Test
    void a_client_that_proves_nothing_is_told_nothing() {
        String token = doors.studyToken(Samples.A);

        Answer wrongSecret =
                new ClientCalls(realm, Doors.RESOURCE_SERVER, "wrong").introspect(token);
        Answer publicClient = new ClientCalls(realm, SharingRealm.CLIENT, "").introspect(token);

        assertThat(wrongSecret.status()).isEqualTo(401);
        assertThat(publicClient.status()).isIn(401, 403);
        assertThat(wrongSecret.body() + publicClient.body()).doesNotContain("active");
    }

    @Test
    void it_is_inactive_from_its_end_on() {
        String token = Samples.shortToken(doors, 60);
        assertActive(token);

        time.set(60);

        assertInactive(token);
    }

    @Test
    void it_is_inactive_before_its_time() {
        String begin = Instant.now().plusSeconds(3600).toString();
        JsonNode share =
                RestShares.of(realm, SharingRealm.GIVER)
                        .given(
                                RestShares.wanted(Samples.A)
                                        .put("link_form", "token")
                                        .put("not_before", begin));
        String url = share.path("url").textValue();

        assertInactive(url.substring(url.indexOf("#token=") + 7));
    }

    @Test
    void it_is_inactive_once_its_share_was_taken_back() {
        RestShares shares = RestShares.of(realm, SharingRealm.GIVER);
        JsonNode share = shares.given();
        String token = RestShares.token(RestShares.open(share.path("url").textValue()));
        assertActive(token);

        shares.delete(share.path("id").textValue());

        assertInactive(token);
    }

    @Test
    void it_is_inactive_once_it_was_taken_back() {
        String token = doors.studyToken(Samples.A);
        assertActive(token);

        assertThat(orthanc.revoke(token).status()).isEqualTo(200);

        assertInactive(token);
    }

    @Test
    void it_is_inactive_where_its_resource_server_is_none_any_more() {
        String token = doors.studyToken(Samples.A);
        realm.updateClientWithCleanup(
                Doors.RESOURCE_SERVER,
                client -> client.attribute("dicom-access.resource-server", "false"));

        assertInactive(token);
    }

    @Test
    void it_is_inactive_in_a_realm_without_the_endpoint() {
        String token = doors.studyToken(Samples.A);
        realm.updateWithCleanup(r -> r.attribute("dicom-access.enabled", "false"));

        assertInactive(token);
    }

    @Test
    void one_that_somebody_changed_is_inactive() {
        String token = doors.studyToken(Samples.A);
        String[] parts = token.split("\\.");

        assertInactive(parts[0] + "." + parts[1] + "." + "A".repeat(86));
        assertInactive(parts[0] + "." + parts[1] + ".");
    }

    @Test
    void the_type_that_is_hinted_at_does_not_matter_where_keycloak_knows_it() {
        String token = doors.studyToken(Samples.A);

        Answer hinted =
                orthanc.post(
                        "/protocol/openid-connect/token/introspect",
                        Map.of("token", token, "token_type_hint", "access_token"));
        Answer wrongly =
                orthanc.post(
                        "/protocol/openid-connect/token/introspect",
                        Map.of("token", token, "token_type_hint", "refresh_token"));

        assertThat(hinted.json().path("active").booleanValue()).isTrue();
        assertThat(wrongly.body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void keycloaks_own_tokens_are_answered_by_keycloak() {
        String token = Logins.accessToken(realm, SharingRealm.CLIENT, SharingRealm.GIVER);

        JsonNode said = orthanc.introspect(token).json();

        assertThat(said.path("active").booleanValue()).isTrue();
        assertThat(said.path("username").textValue()).isEqualTo(SharingRealm.GIVER);
        assertThat(said.path("client_id").textValue()).isEqualTo(SharingRealm.CLIENT);
        assertThat(said.path("token_type").textValue()).isEqualTo("Bearer");
        assertThat(orthanc.introspect("no token").body()).isEqualTo("{\"active\":false}");
        assertThat(orthanc.introspect("").status()).isIn(200, 400);
    }

    @Test
    void keycloaks_events_tell_of_it() {
        // Keycloak keeps these only where it is told to.
        realm.updateWithCleanup(
                r ->
                        r.update(
                                wanted ->
                                        wanted.setEnabledEventTypes(
                                                List.of(
                                                        "INTROSPECT_TOKEN",
                                                        "INTROSPECT_TOKEN_ERROR"))));
        String token = doors.studyToken(Samples.A);
        events.skipAll();

        orthanc.introspect(token);
        EventRepresentation good = events.poll();
        new ClientCalls(realm, ExchangingRealm.PLUGIN, ExchangingRealm.SECRET).introspect(token);
        EventRepresentation bad = events.poll();

        assertThat(good.getType()).isEqualTo("INTROSPECT_TOKEN");
        assertThat(good.getClientId()).isEqualTo(Doors.RESOURCE_SERVER);
        assertThat(good.getDetails())
                .containsEntry("token_id", Tokens.claims(token).path("jti").textValue())
                .containsEntry("token_type", "Study");
        assertThat(bad.getType()).isEqualTo("INTROSPECT_TOKEN_ERROR");
        assertThat(bad.getError()).isEqualTo("invalid_token");
        assertThat(bad.getClientId()).isEqualTo(ExchangingRealm.PLUGIN);
    }

    private void assertActive(String token) {
        assertThat(orthanc.introspect(token).json().path("active").booleanValue()).isTrue();
    }

    private void assertInactive(String token) {
        Answer answer = orthanc.introspect(token);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"active\":false}");
    }
}
