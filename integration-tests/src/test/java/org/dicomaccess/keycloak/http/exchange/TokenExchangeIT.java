package org.dicomaccess.keycloak.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.http.exchange.Exchanges.details;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.ClientCalls;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.Tokens;
import org.dicomaccess.keycloak.http.pages.ImageServer;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.dicomaccess.keycloak.token.IndependentVerifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What a client gets in exchange for somebody's token, and what opens with it. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class TokenExchangeIT {
    private static final String PLUGIN = ExchangingRealm.PLUGIN;
    private static final String READ_A = details("read", Samples.A);

    @InjectRealm(fromJson = "/orthanc-realm.json", config = ExchangingRealm.class)
    ManagedRealm realm;

    @InjectEvents Events events;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;
    private Exchanges exchanges;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
        exchanges = new Exchanges(realm);
    }

    // What is given

    @Test
    void a_client_that_a_users_token_is_for_gets_one_for_named_studies() throws Exception {
        String subject = userToken();

        Answer answer = exchanges.ask(PLUGIN, subject, READ_A);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        ObjectNode given = (ObjectNode) answer.json();
        String token = given.remove("access_token").textValue();
        int expiresIn = given.remove("expires_in").intValue();
        assertThat(given.toString())
                .isEqualTo(
                        """
                        {"issued_token_type":"%s","token_type":"Bearer","scope":"read",\
                        "authorization_details":[{"type":"dicom_study",\
                        "locations":["http://localhost:8088/orthanc/dicom-web/"],\
                        "actions":["read"],"identifier":"%s"}]}\
                        """
                                .formatted(Exchanges.ACCESS_TOKEN, Samples.A));
        JWTClaimsSet claims =
                new IndependentVerifier(realm.getBaseUrl())
                        .verify(token, JWSAlgorithm.ES256, "orthanc");
        JsonNode subjects = Tokens.claims(subject);
        assertThat(claims.getAudience()).containsExactly("orthanc");
        assertThat(claims.getSubject()).isEqualTo(Logins.userId(realm, SharingRealm.GIVER));
        assertThat(claims.getStringClaim("client_id")).isEqualTo(PLUGIN);
        assertThat(claims.getStringClaim("scope")).isEqualTo("read");
        assertThat(claims.getStringClaim("link")).isEqualTo("exchange");
        assertThat(claims.getStringClaim("sid")).isEqualTo(subjects.path("sid").textValue());
        assertThat(claims.getStringListClaim("study_instance_uids")).containsExactly(Samples.A);
        assertThat(claims.getJSONObjectClaim("act")).isEqualTo(Map.of("sub", PLUGIN));
        assertThat(claims.getExpirationTime().toInstant().getEpochSecond())
                .isEqualTo(subjects.path("exp").longValue());
        assertThat(claims.getClaims()).doesNotContainKeys("realm_access", "share");
        assertThat(expiresIn).isBetween(1, 300);
        assertThat(token).hasSizeLessThan(800);
    }

    @Test
    void every_door_opens_it_for_these_studies_only() {
        String token = exchanges.given(PLUGIN, userToken(), READ_A);

        assertThat(check(token, Samples.A, "metadata").status()).isEqualTo(200);
        assertThat(check(token, Samples.B, "metadata").reason()).isEqualTo("study_not_granted");
        assertThat(doors.validate(token, Samples.A).json().path("granted").booleanValue()).isTrue();
        assertThat(doors.validate(token, Samples.B).json().path("granted").booleanValue())
                .isFalse();
        JsonNode decoded = doors.decodeToken(token).json();
        assertThat(decoded.path("token-type").textValue()).isEqualTo("exchanged-token");
        assertThat(decoded.path("resources")).hasSize(1);
        assertThat(decoded.has("redirect-url")).isFalse();
        assertThat(doors.grant(token).json().path("actions").toString()).isEqualTo("[\"read\"]");
        assertThat(doors.profileOfToken(token).json().path("permissions").toString())
                .contains("share-lock");
    }

    /** What came of it would not end with the share. */
    @Test
    void a_study_that_the_user_received_by_a_share_is_not_passed_on() {
        ObjectNode wanted = RestShares.wanted(Samples.A);
        wanted.putObject("recipient").put("username", "visitor");
        RestShares.of(realm, SharingRealm.GIVER).given(wanted);
        String subject = Logins.accessToken(realm, SharingRealm.CLIENT, "visitor");
        assertThat(check(subject, Samples.A, "metadata").status()).isEqualTo(200);

        Answer answer = exchanges.ask(PLUGIN, subject, READ_A);

        assertThat(answer.status()).as(answer.body()).isBetween(400, 403);
        assertThat(answer.body()).contains("was shared with the user").doesNotContain("eyJ");
    }

    @Test
    void the_resource_server_may_be_named_in_three_ways() {
        String url = "http://localhost:8088/orthanc/dicom-web";
        String located =
                READ_A.replace("\"actions\"", "\"locations\": [\"" + url + "\"], \"actions\"");

        for (Map<String, String> named :
                List.of(
                        Map.of("audience", "orthanc"),
                        Map.of("resource", url),
                        Map.of("authorization_details", located),
                        Map.of(
                                "audience",
                                "orthanc",
                                "resource",
                                url + "/",
                                "authorization_details",
                                located))) {
            Map<String, String> form = Exchanges.form(userToken(), READ_A);
            form.putAll(named);

            Answer answer = exchanges.as(PLUGIN).token(form);

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void a_client_with_an_account_of_its_own_acts_by_that() {
        String token = exchanges.given(ExchangingRealm.ANALYSIS, userToken(), READ_A);

        JsonNode actor = Tokens.claims(token).path("act");
        assertThat(actor.path("client_id").textValue()).isEqualTo(ExchangingRealm.ANALYSIS);
        assertThat(actor.path("sub").textValue())
                .isEqualTo(Logins.userId(realm, "service-account-" + ExchangingRealm.ANALYSIS));
        assertThat(actor).hasSize(2);
    }

    @Test
    void the_token_of_somebody_who_stays_signed_in_is_exchanged_too() {
        Answer signedIn =
                ClientCalls.inNoName(
                        realm,
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                SharingRealm.CLIENT,
                                "username",
                                SharingRealm.GIVER,
                                "password",
                                SharingRealm.GIVER,
                                "scope",
                                "openid offline_access"));
        String subject = signedIn.json().path("access_token").textValue();

        String token = exchanges.given(PLUGIN, subject, READ_A);

        assertThat(check(token, Samples.A, "metadata").status()).isEqualTo(200);
        realm.admin().deleteSession(Tokens.claims(token).path("sid").textValue(), true);
        assertThat(check(token, Samples.A, "metadata").reason()).isEqualTo("token_revoked");
    }

    // Never wider

    @Test
    void it_can_be_narrowed_again_by_the_same_client_and_never_widened() {
        String both =
                exchanges.given(
                        PLUGIN, userToken(), details("read download", Samples.A, Samples.B));

        String one = exchanges.given(PLUGIN, both, details("read download", Samples.A));
        String look = exchanges.given(PLUGIN, one, READ_A);

        assertThat(Tokens.claims(look).path("act").toString())
                .isEqualTo("{\"sub\":\"viewer-plugin\"}");
        assertThat(Tokens.claims(look).path("sub")).isEqualTo(Tokens.claims(both).path("sub"));
        assertThat(Tokens.claims(look).path("exp")).isEqualTo(Tokens.claims(both).path("exp"));
        assertThat(Tokens.claims(look).path("sid")).isEqualTo(Tokens.claims(both).path("sid"));
        assertDenied(exchanges.ask(PLUGIN, one, details("read", Samples.B)), Samples.B);
        assertDenied(exchanges.ask(PLUGIN, one, details("read", Samples.A, Samples.B)), Samples.B);
        assertDenied(exchanges.ask(PLUGIN, look, details("download", Samples.A)), "download");
    }

    @Test
    void only_studies_that_the_image_server_shows_the_user() {
        try (ImageServer images = new ImageServer()) {
            ClientAttributes.set(realm, "orthanc", "dicom-access.share-unseen", "false");
            ClientAttributes.set(realm, "orthanc", "dicom-access.dicom-web.url", images.url());

            exchanges.given(PLUGIN, userToken(), details("read", ImageServer.STUDY));
            assertDenied(
                    exchanges.ask(
                            PLUGIN, userToken(), details("read", ImageServer.STUDY, Samples.C)),
                    Samples.C);
        }
        Answer away = exchanges.ask(PLUGIN, userToken(), READ_A);

        assertThat(away.status()).isEqualTo(503);
        assertThat(away.json().path("error").textValue()).isEqualTo("temporarily_unavailable");
    }

    @Test
    void only_actions_that_the_user_has() {
        String download = details("read download", Samples.A);
        String presenter = Logins.accessToken(realm, SharingRealm.CLIENT, SharingRealm.PRESENTER);

        assertThat(Tokens.claims(exchanges.given(PLUGIN, userToken(), download)).path("scope"))
                .hasToString("\"download read\"");
        exchanges.given(PLUGIN, presenter, READ_A);
        assertDenied(exchanges.ask(PLUGIN, presenter, download), "download");
    }

    @Test
    void of_a_users_token_that_is_narrowed_only_what_it_names() {
        // Details in tokens of a sign-in by password need the realm's client policy.
        Map<String, String> form =
                new HashMap<>(
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                SharingRealm.CLIENT,
                                "username",
                                SharingRealm.GIVER,
                                "password",
                                SharingRealm.GIVER,
                                "authorization_details",
                                details("read", Samples.A, Samples.B)));
        Answer narrowed = ClientCalls.inNoName(realm, form);
        assertThat(narrowed.status()).as(narrowed.body()).isEqualTo(200);
        String subject = narrowed.json().path("access_token").textValue();
        ClientAttributes.set(realm, "orthanc", ExchangingRealm.SWITCH, "true");

        String token = exchanges.given("orthanc", subject, READ_A);

        assertThat(check(token, Samples.A, "metadata").status()).isEqualTo(200);
        assertDenied(exchanges.ask("orthanc", subject, details("read", Samples.C)), Samples.C);
        assertDenied(exchanges.ask("orthanc", subject, details("download", Samples.A)), "download");
    }

    // Never longer

    @Test
    void it_ends_with_the_token_it_was_exchanged_for() {
        String subject = userToken();
        time.set(100);

        Answer answer = exchanges.ask(PLUGIN, subject, READ_A);

        assertThat(answer.json().path("expires_in").intValue()).isBetween(1, 200);
        String token = answer.json().path("access_token").textValue();
        assertThat(check(token, Samples.A, "metadata").status()).isEqualTo(200);

        time.set(300);
        assertThat(check(token, Samples.A, "metadata").reason()).isEqualTo("token_expired");
    }

    @Test
    void it_lives_no_longer_than_the_realm_lets_any_study_token() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.maximum-lifetime", "60"));

        Answer answer = exchanges.ask(PLUGIN, userToken(), READ_A);

        assertThat(answer.json().path("expires_in").intValue()).isEqualTo(60);
    }

    @Test
    void it_ends_when_the_user_signs_out() {
        String token = exchanges.given(PLUGIN, userToken(), READ_A);
        String narrower = exchanges.given(PLUGIN, token, READ_A);
        assertThat(check(token, Samples.A, "metadata").status()).isEqualTo(200);

        realm.admin().users().get(Logins.userId(realm, SharingRealm.GIVER)).logout();

        for (String over : new String[] {token, narrower}) {
            assertThat(check(over, Samples.A, "metadata").reason()).isEqualTo("token_revoked");
            assertThat(doors.validate(over, Samples.A).json().path("granted").booleanValue())
                    .isFalse();
        }
        assertInvalid(exchanges.ask(PLUGIN, token, READ_A));
    }

    @Test
    void it_opens_nothing_while_the_user_is_disabled() {
        String token = exchanges.given(PLUGIN, userToken(), READ_A);
        String id = Logins.userId(realm, SharingRealm.GIVER);

        setEnabled(id, false);
        Answer disabled = check(token, Samples.A, "metadata");
        setEnabled(id, true);

        assertThat(disabled.reason()).isEqualTo("token_revoked");
    }

    @Test
    void it_can_be_taken_back_and_introspected_by_both_clients_it_concerns() {
        for (String client : new String[] {PLUGIN, "orthanc"}) {
            String token = exchanges.given(PLUGIN, userToken(), READ_A);
            JsonNode said = exchanges.as(client).introspect(token).json();
            assertThat(said.path("active").booleanValue()).isTrue();
            assertThat(said.path("act").path("sub").textValue()).isEqualTo(PLUGIN);
            assertThat(exchanges.as(ExchangingRealm.ANALYSIS).introspect(token).body())
                    .isEqualTo("{\"active\":false}");

            assertThat(exchanges.as(client).revoke(token).status()).isEqualTo(200);

            assertThat(check(token, Samples.A, "metadata").reason()).isEqualTo("token_revoked");
            assertThat(exchanges.as(client).introspect(token).body())
                    .isEqualTo("{\"active\":false}");
            assertInvalid(exchanges.ask(PLUGIN, token, READ_A));
        }
    }

    // Study tokens of shares

    @Test
    void the_token_of_a_share_is_narrowed_by_its_resource_server_and_ends_with_the_share() {
        ClientAttributes.set(realm, "orthanc", ExchangingRealm.SWITCH, "true");
        RestShares shares = RestShares.of(realm, SharingRealm.GIVER);
        JsonNode share = shares.given(RestShares.wanted(Samples.A, Samples.B));
        String subject = RestShares.token(RestShares.open(share.path("url").textValue()));

        String token = exchanges.given("orthanc", subject, READ_A);

        JsonNode claims = Tokens.claims(token);
        assertThat(claims.path("share")).isEqualTo(share.path("id"));
        assertThat(claims.path("act").toString()).isEqualTo("{\"sub\":\"orthanc\"}");
        assertThat(claims.path("link").textValue()).isEqualTo("ohif");
        assertThat(claims.path("exp")).isEqualTo(Tokens.claims(subject).path("exp"));
        assertThat(check(token, Samples.A, "metadata").status()).isEqualTo(200);
        assertThat(check(token, Samples.B, "metadata").reason()).isEqualTo("study_not_granted");
        assertDenied(exchanges.ask("orthanc", subject, details("download", Samples.A)), "download");
        assertDenied(exchanges.ask("orthanc", subject, details("read", Samples.C)), Samples.C);
        assertThat(exchanges.ask(PLUGIN, subject, READ_A).status()).isEqualTo(403);

        shares.delete(share.path("id").textValue());

        assertThat(check(token, Samples.A, "metadata").reason()).isEqualTo("share_ended");
        assertInvalid(exchanges.ask("orthanc", subject, READ_A));
    }

    // Actors

    @Test
    void who_acted_before_is_told_behind_who_acts_now() {
        ClientAttributes.set(realm, "orthanc", ExchangingRealm.SWITCH, "true");
        String first = exchanges.given(PLUGIN, userToken(), READ_A);

        String second = exchanges.given("orthanc", first, READ_A);

        assertThat(Tokens.claims(second).path("act").toString())
                .isEqualTo("{\"sub\":\"orthanc\",\"act\":{\"sub\":\"viewer-plugin\"}}");
        assertThat(check(second, Samples.A, "metadata").status()).isEqualTo(200);
        assertThat(exchanges.as("orthanc").introspect(second).json().path("act"))
                .isEqualTo(Tokens.claims(second).path("act"));
    }

    @Test
    void who_acts_with_a_users_token_is_told_behind_too() {
        claimOfUsersTokens("act", "{\"sub\": \"somebody\", \"client_id\": \"before\"}");

        String token = exchanges.given(PLUGIN, userToken(), READ_A);

        assertThat(Tokens.claims(token).path("act").toString())
                .isEqualTo(
                        "{\"sub\":\"viewer-plugin\",\"act\":{\"sub\":\"somebody\","
                                + "\"client_id\":\"before\"}}");
    }

    @Test
    void an_actor_that_is_not_understood_is_not_dropped() {
        claimOfUsersTokens("act", "{\"name\": \"somebody\"}");

        assertInvalid(exchanges.ask(PLUGIN, userToken(), READ_A));
    }

    @Test
    void a_token_may_say_who_may_act_with_it() {
        claimOfUsersTokens("may_act", "{\"client_id\": \"analysis\"}");
        String token = userToken();

        exchanges.given(ExchangingRealm.ANALYSIS, token, READ_A);
        assertDenied(exchanges.ask(PLUGIN, token, READ_A), "may_act");
    }

    // Keycloak's own exchange

    @Test
    void without_named_studies_keycloaks_own_exchange_answers() {
        Map<String, String> form = Exchanges.form(userToken(), "");
        form.remove("authorization_details");
        form.put("scope", "openid");

        Answer answer = exchanges.as(PLUGIN).token(form);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode claims = Tokens.claims(answer.json().path("access_token").textValue());
        assertThat(claims.path("typ").textValue()).isEqualTo("Bearer");
        assertThat(claims.path("azp").textValue()).isEqualTo(PLUGIN);
        assertThat(answer.json().has("id_token")).isTrue();
    }

    @Test
    void in_a_realm_without_the_endpoint_keycloaks_own_exchange_answers() {
        String token = userToken();
        realm.updateWithCleanup(r -> r.attribute("dicom-access.enabled", "false"));

        Answer answer = exchanges.ask(PLUGIN, token, READ_A);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(Tokens.claims(answer.json().path("access_token").textValue()).path("typ"))
                .hasToString("\"Bearer\"");
    }

    // Events

    @Test
    void keycloaks_events_tell_of_it_without_naming_studies() {
        String subject = userToken();
        events.skipAll();

        exchanges.given(PLUGIN, subject, READ_A);
        EventRepresentation event = events.poll();

        assertThat(event.getType()).isEqualTo("TOKEN_EXCHANGE");
        assertThat(event.getClientId()).isEqualTo(PLUGIN);
        assertThat(event.getUserId()).isEqualTo(Logins.userId(realm, SharingRealm.GIVER));
        assertThat(event.getSessionId()).isEqualTo(Tokens.claims(subject).path("sid").textValue());
        assertThat(event.getDetails())
                .containsEntry("dicom_access", "token_exchanged")
                .containsEntry("audience", "orthanc")
                .containsEntry("subject_token_client_id", "ohif")
                .containsEntry("studies", "1");
        assertThat(event.getDetails().toString()).doesNotContain(Samples.A);
    }

    private static void assertInvalid(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_request");
        assertThat(answer.json().path("error_description").textValue()).startsWith("subject_token");
    }

    private static void assertDenied(Answer answer, String described) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.json().path("error").textValue()).isEqualTo("access_denied");
        assertThat(answer.json().path("error_description").textValue()).contains(described);
    }

    private String userToken() {
        return Logins.accessToken(realm, SharingRealm.CLIENT, SharingRealm.GIVER);
    }

    private Answer check(String token, String study, String part) {
        return doors.check(
                "Authorization",
                "Bearer " + token,
                "X-Original-Method",
                "GET",
                "X-Original-URI",
                "/orthanc/dicom-web/studies/" + study + "/" + part);
    }

    private void setEnabled(String userId, boolean enabled) {
        UserRepresentation user = realm.admin().users().get(userId).toRepresentation();
        user.setEnabled(enabled);
        realm.admin().users().get(userId).update(user);
    }

    /** Puts a claim into the tokens of people who sign in, until the test ends. */
    private void claimOfUsersTokens(String name, String json) {
        String client = realm.admin().clients().findByClientId(SharingRealm.CLIENT).get(0).getId();
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("claim " + name);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-hardcoded-claim-mapper");
        mapper.setConfig(
                Map.of(
                        "claim.name",
                        name,
                        "claim.value",
                        json,
                        "jsonType.label",
                        "JSON",
                        "access.token.claim",
                        "true"));
        realm.admin().clients().get(client).getProtocolMappers().createMapper(mapper).close();
        realm.cleanup()
                .add(
                        r ->
                                r.clients().get(client).getProtocolMappers().getMappers().stream()
                                        .filter(one -> one.getName().equals("claim " + name))
                                        .forEach(
                                                one ->
                                                        r.clients()
                                                                .get(client)
                                                                .getProtocolMappers()
                                                                .delete(one.getId())));
    }
}
