package org.dicomaccess.keycloak.details;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.details.NarrowingRealm.LOCATION;
import static org.dicomaccess.keycloak.details.OAuthClient.DETAILS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** Access tokens that open named studies only, asked for by authorization details (RFC 9396). */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class StudyDetailsIT {
    private static final Pattern GRANT_CODE = Pattern.compile("name=\"code\" value=\"([^\"]+)\"");
    private static final String URL = "dicom-access.dicom-web.url";
    private static final String STUDY_A =
            "[{\"type\":\"dicom_study\",\"identifier\":\"" + Samples.A + "\"}]";
    private static final String GRANTED_A =
            "[{\"type\":\"dicom_study\",\"locations\":[\""
                    + LOCATION
                    + "\"],"
                    + "\"actions\":[\"read\"],\"identifier\":\""
                    + Samples.A
                    + "\"}]";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = NarrowingRealm.class)
    ManagedRealm realm;

    @InjectAdminClient(mode = InjectAdminClient.Mode.BOOTSTRAP)
    Keycloak admin;

    private Doors doors;
    private SightedServer images;
    private OAuthClient known;

    @BeforeEach
    void serve_images() {
        doors = new Doors(realm.getBaseUrl());
        images = new SightedServer(doors, Samples.A, Samples.B);
        ClientAttributes.set(realm, Doors.RESOURCE_SERVER, URL, images.url());
        known = new OAuthClient(realm, NarrowingRealm.KNOWN);
    }

    @AfterEach
    void close_images() {
        images.close();
    }

    // Where they are granted

    @Test
    void a_code_gives_a_token_that_opens_the_study_it_was_asked_for() {
        Authorization signIn = known.authorization(DETAILS, STUDY_A).signIn("doctor");

        Answer answer = known.redeem(signIn.told().get("code"));

        assertGrantedA(answer);
    }

    @Test
    void a_token_request_may_say_it_again_or_say_it_first() {
        Authorization said = known.authorization(DETAILS, STUDY_A).signIn("doctor");
        Authorization unsaid = known.authorization().signIn("doctor");

        assertGrantedA(known.redeem(said.told().get("code"), DETAILS, STUDY_A));
        assertGrantedA(known.redeem(unsaid.told().get("code"), DETAILS, STUDY_A));
    }

    @Test
    void a_token_request_may_not_ask_for_something_else_than_the_authorization_request() {
        Authorization signIn = known.authorization(DETAILS, STUDY_A).signIn("doctor");

        Answer answer =
                known.redeem(
                        signIn.told().get("code"), DETAILS, STUDY_A.replace(Samples.A, Samples.B));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_request");
    }

    @Test
    void a_pushed_request_is_as_good() {
        Answer pushed =
                known.post(
                        "ext/par/request",
                        "response_type",
                        "code",
                        "scope",
                        "openid",
                        "redirect_uri",
                        NarrowingRealm.REDIRECT,
                        DETAILS,
                        STUDY_A);
        assertThat(pushed.status()).as(pushed.body()).isEqualTo(201);

        Authorization signIn =
                known.authorization("request_uri", pushed.json().path("request_uri").textValue())
                        .signIn("doctor");

        assertGrantedA(known.redeem(signIn.told().get("code")));
    }

    @Test
    void a_password_gives_the_same() {
        assertGrantedA(known.byPassword("doctor", STUDY_A));
    }

    @Test
    void a_service_account_gets_what_it_may_see() {
        Answer refused = known.token("grant_type", "client_credentials", DETAILS, STUDY_A);
        assertRefused(refused, "study_instance_uids");

        UserRepresentation account =
                realm.admin().users().search("service-account-known", true).get(0);
        realm.admin()
                .users()
                .get(account.getId())
                .roles()
                .realmLevel()
                .add(List.of(realm.admin().roles().get("doctor").toRepresentation()));

        Answer answer = known.token("grant_type", "client_credentials", DETAILS, STUDY_A);
        assertGranted(answer, GRANTED_A);
        assertOpens(token(answer), Samples.A);
        assertOpensNot(token(answer), Samples.B);
    }

    @Test
    void several_studies_and_downloads_are_granted_as_they_are_named() {
        String two =
                "[{\"type\":\"dicom_study\",\"study_instance_uids\":[\"%s\",\"%s\"],\"actions\":[\"read\",\"download\"],\"locations\":[\"%s\"]}]"
                        .formatted(Samples.A, Samples.B, LOCATION.replaceFirst("/$", ""));

        Answer answer = known.byPassword("doctor", two);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode granted = answer.json().path(DETAILS).path(0);
        assertThat(granted.path("study_instance_uids")).hasSize(2);
        assertThat(granted.path("actions").toString()).isEqualTo("[\"read\",\"download\"]");
        assertThat(granted.path("locations").toString()).isEqualTo("[\"" + LOCATION + "\"]");
        assertOpens(token(answer), Samples.A);
        assertOpens(token(answer), Samples.B);
        assertThat(permissions(token(answer))).containsExactly("share-lock");
    }

    @Test
    void what_was_granted_stays_however_often_it_is_refreshed() {
        JsonNode first = known.byPassword("doctor", STUDY_A).json();

        Answer second = refresh(first);
        Answer third = refresh(second.json());

        assertGrantedA(second);
        assertGrantedA(third);
    }

    @Test
    void a_refreshed_code_stays_narrow() {
        Authorization signIn = known.authorization(DETAILS, STUDY_A).signIn("doctor");

        assertGrantedA(refresh(known.redeem(signIn.told().get("code")).json()));
    }

    @Test
    void a_study_that_is_no_longer_seen_is_not_granted_again() {
        JsonNode first = known.byPassword("doctor", STUDY_A).json();
        images.lose(Samples.A);

        assertRefused(refresh(first), Samples.A);
    }

    // The image server

    @Test
    void the_image_server_is_asked_in_the_users_name_with_a_token_for_it_alone() throws Exception {
        known.byPassword("doctor", STUDY_A);

        JWTClaimsSet asked = images.asked().get(0);
        assertThat(asked.getSubject()).isEqualTo(Logins.userId(realm, "doctor"));
        assertThat(asked.getAudience()).containsExactly(Doors.RESOURCE_SERVER);
        assertThat(asked.getExpirationTime().getTime() - asked.getIssueTime().getTime())
                .isLessThanOrEqualTo(30_000);
        assertThat(asked.getClaim("resource_access")).isIn(null, Map.of());
    }

    @Test
    void an_image_server_that_is_away_grants_nothing() {
        images.close();

        Answer answer = known.byPassword("doctor", STUDY_A);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error").textValue()).isEqualTo("temporarily_unavailable");
        assertThat(answer.json().has("access_token")).isFalse();
        Authorization signIn = known.authorization(DETAILS, STUDY_A).signIn("doctor");
        Answer redeemed = known.redeem(signIn.told().get("code"));
        assertThat(redeemed.status()).isEqualTo(503);
        assertThat(redeemed.json().path("error").textValue()).isEqualTo("temporarily_unavailable");
    }

    @Test
    void whoever_may_share_unseen_is_granted_unseen_and_nobody_else() {
        ClientAttributes.set(realm, Doors.RESOURCE_SERVER, "dicom-access.share-unseen", "true");

        assertGranted(
                known.byPassword("doctor", STUDY_A.replace(Samples.A, "1.2.3")),
                GRANTED_A.replace(Samples.A, "1.2.3"));
        assertRefused(known.byPassword("external", STUDY_A.replace(Samples.A, "1.2.3")), "1.2.3");
    }

    // What is refused

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void what_is_malformed_is_refused_wherever_it_is_sent(String sent, String complaint) {
        String details = sent.replace("{A}", Samples.A);
        assertRefused(known.byPassword("doctor", details), complaint);
        assertRefused(known.token("grant_type", "client_credentials", DETAILS, details), complaint);
        Authorization plain = known.authorization().signIn("doctor");
        assertRefused(known.redeem(plain.told().get("code"), DETAILS, details), complaint);
        assertRefused(
                known.post(
                        "ext/par/request",
                        "response_type",
                        "code",
                        "scope",
                        "openid",
                        "redirect_uri",
                        NarrowingRealm.REDIRECT,
                        DETAILS,
                        details),
                complaint);
        Map<String, String> told = known.authorization(DETAILS, details).told();
        assertThat(told.get("error")).isIn("invalid_authorization_details", "invalid_request");
        assertThat(told).doesNotContainKey("code");
    }

    static Stream<Arguments> refusals() {
        return TestTable.of(StudyDetailsIT.class, "refusals.tsv");
    }

    @Test
    void the_authorization_endpoint_says_which_member_is_wrong() {
        Map<String, String> told =
                known.authorization(DETAILS, STUDY_A.replace("identifier", "identifiers")).told();

        assertThat(told.get("error")).isEqualTo("invalid_authorization_details");
        assertThat(told.get("error_description"))
                .isEqualTo("authorization_details[0].identifiers: is not known here");
    }

    @Test
    void no_more_studies_are_granted_than_a_share_may_open() {
        String uids =
                IntStream.rangeClosed(1, 51)
                        .mapToObj(i -> "\"1." + i + "\"")
                        .collect(Collectors.joining(","));
        String details = "[{\"type\":\"dicom_study\",\"study_instance_uids\":[" + uids + "]}]";

        assertRefused(known.byPassword("doctor", details), "50");
        Authorization plain = known.authorization().signIn("doctor");
        assertRefused(known.redeem(plain.told().get("code"), DETAILS, details), "50");
        assertThat(known.authorization(DETAILS, details).told().get("error"))
                .isEqualTo("invalid_authorization_details");
    }

    @Test
    void what_keycloak_would_drop_for_its_length_is_refused() {
        String long50 =
                IntStream.rangeClosed(1, 50)
                        .mapToObj(i -> "\"1.2." + "9".repeat(50) + "." + i + "\"")
                        .collect(Collectors.joining(","));

        Map<String, String> told =
                known.authorization(
                                DETAILS,
                                "[{\"type\":\"dicom_study\",\"study_instance_uids\":["
                                        + long50
                                        + "]}]")
                        .told();

        assertThat(told.get("error")).isEqualTo("invalid_authorization_details");
        assertThat(told.get("error_description")).contains("longer than Keycloak takes");
    }

    @Test
    void a_study_that_the_user_does_not_see_is_not_granted() {
        assertRefused(known.byPassword("doctor", STUDY_A.replace(Samples.A, Samples.C)), Samples.C);
        assertRefused(known.byPassword("visitor", STUDY_A), Samples.A);
        Authorization signIn =
                known.authorization(DETAILS, STUDY_A.replace(Samples.A, Samples.C))
                        .signIn("doctor");
        assertRefused(known.redeem(signIn.told().get("code")), Samples.C);
    }

    @Test
    void somebody_without_downloads_is_not_granted_any() {
        assertRefused(
                known.byPassword(
                        "presenter",
                        STUDY_A.replace("}]", ",\"actions\":[\"read\",\"download\"]}]")),
                "actions");
    }

    @Test
    void a_client_that_the_resource_server_does_not_take_is_refused() {
        OAuthClient stranger = new OAuthClient(realm, NarrowingRealm.STRANGER);

        assertRefused(stranger.byPassword("doctor", STUDY_A), "locations");
        assertRefused(
                stranger.byPassword(
                        "doctor", STUDY_A.replace("}]", ",\"locations\":[\"" + LOCATION + "\"]}]")),
                "locations");
    }

    @Test
    void a_client_of_several_resource_servers_says_which() {
        OAuthClient between = new OAuthClient(realm, NarrowingRealm.BETWEEN);

        assertRefused(between.byPassword("doctor", STUDY_A), "must say which");
        Answer answer =
                between.byPassword(
                        "doctor", STUDY_A.replace("}]", ",\"locations\":[\"" + LOCATION + "\"]}]"));
        assertGranted(answer, GRANTED_A);
        assertThat(
                        doors.checkFor(
                                        "second",
                                        "Authorization",
                                        "Bearer " + token(answer),
                                        "X-Forwarded-Method",
                                        "GET",
                                        "X-Forwarded-Uri",
                                        "/dicom-web/studies/" + Samples.A + "/metadata")
                                .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token token", "code token"})
    void a_token_that_comes_from_the_authorization_endpoint_cannot_be_narrowed(String type) {
        Map<String, String> told =
                known.authorization("response_type", type, "nonce", "n", DETAILS, STUDY_A).told();

        assertThat(told.get("error")).isEqualTo("invalid_authorization_details");
    }

    @Test
    void grants_that_know_nothing_of_details_refuse_them() {
        JsonNode tokens = known.byPassword("doctor", STUDY_A).json();

        assertRefused(
                known.token(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.path("refresh_token").textValue(),
                        DETAILS,
                        STUDY_A),
                "not with this grant");
        assertRefused(known.post("auth/device", DETAILS, STUDY_A), "not with this grant");
        assertRefused(
                known.post(
                        "ext/ciba/auth",
                        "scope",
                        "openid",
                        "login_hint",
                        "doctor",
                        DETAILS,
                        STUDY_A),
                "not with this grant");
    }

    @Test
    void a_realm_without_the_client_policy_grants_nothing() {
        ClientPoliciesRepresentation before =
                realm.admin().clientPoliciesPoliciesResource().getPolicies();
        ClientPoliciesRepresentation none = new ClientPoliciesRepresentation();
        none.setPolicies(new ArrayList<>());
        realm.admin().clientPoliciesPoliciesResource().updatePolicies(none);
        realm.cleanup()
                .add(
                        ignored ->
                                realm.admin()
                                        .clientPoliciesPoliciesResource()
                                        .updatePolicies(before));

        Authorization plain = known.authorization().signIn("doctor");
        assertRefused(known.redeem(plain.told().get("code"), DETAILS, STUDY_A), "client policy");
        assertThat(known.authorization(DETAILS, STUDY_A).told().get("error"))
                .isEqualTo("invalid_request");
    }

    // What the token is good for

    @Test
    void it_is_good_for_nothing_of_keycloak_or_of_shares() {
        String token = token(known.byPassword("doctor", STUDY_A));

        assertThat(get("/account/credentials", token).status()).isEqualTo(401);
        Answer given =
                doors.send(
                        "POST",
                        "shares",
                        "{\"studies\":[{\"study_instance_uid\":\"" + Samples.A + "\"}]}",
                        "Authorization",
                        "Bearer " + token);
        assertThat(given.status()).isEqualTo(403);
        assertThat(given.reason()).isEqualTo("path_not_granted");
        assertThat(doors.send("GET", "shares", "", "Authorization", "Bearer " + token).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"type\":\"dicom_study\"}]",
                "[{\"type\":\"dicom_study\",\"identifier\":\"1.02\"}]",
                "[{\"type\":\"dicom_study\",\"identifier\":\"{A}\",\"actions\":[\"all\"]}]",
                "[{\"type\":\"dicom_study\",\"identifier\":\"{A}\",\"actions\":\"read\"}]",
                "[{\"type\":\"dicom_study\",\"identifier\":\"{A}\",\"label\":\"x\"}]",
                "[{\"type\":\"dicom_study\",\"identifier\":\"{A}\"}]",
                "[null,{\"type\":\"dicom_study\",\"identifier\":\"{A}\"}]"
            })
    void details_that_are_malformed_or_without_a_location_open_nothing(String details) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("details");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-hardcoded-claim-mapper");
        mapper.setConfig(
                Map.of(
                        "claim.name",
                        DETAILS,
                        "claim.value",
                        details.replace("{A}", Samples.A),
                        "jsonType.label",
                        "JSON",
                        "access.token.claim",
                        "true"));
        ClientResource client =
                realm.admin()
                        .clients()
                        .get(
                                realm.admin()
                                        .clients()
                                        .findByClientId(NarrowingRealm.KNOWN)
                                        .get(0)
                                        .getId());
        try (Response created = client.getProtocolMappers().createMapper(mapper)) {
            String id = CreatedResponseUtil.getCreatedId(created);
            realm.cleanup().add(ignored -> client.getProtocolMappers().delete(id));
        }
        String token =
                token(
                        known.token(
                                "grant_type",
                                "password",
                                "username",
                                "doctor",
                                "password",
                                "doctor"));

        assertOpensNot(token, Samples.A);
        assertThat(permissions(token)).doesNotContain("view", "all");
        assertThat(doors.decodeToken(token).json().path("resources")).isEmpty();
    }

    @Test
    void whoever_runs_keycloak_does_not_run_it_with_a_narrowed_token() {
        ClientRepresentation administration =
                realm.admin().clients().findByClientId("realm-management").get(0);
        RoleRepresentation runs =
                realm.admin()
                        .clients()
                        .get(administration.getId())
                        .roles()
                        .get("realm-admin")
                        .toRepresentation();
        RoleScopeResource roles =
                realm.admin()
                        .users()
                        .get(Logins.userId(realm, "doctor"))
                        .roles()
                        .clientLevel(administration.getId());
        roles.add(List.of(runs));
        realm.cleanup().add(ignored -> roles.remove(List.of(runs)));
        String users = realm.getBaseUrl().replace("/realms/", "/admin/realms/") + "/users";
        String plain =
                token(
                        known.token(
                                "grant_type",
                                "password",
                                "username",
                                "doctor",
                                "password",
                                "doctor"));
        assertThat(at(users, plain).status()).isEqualTo(200);

        assertRefused(known.byPassword("doctor", STUDY_A), "administers Keycloak");

        setFullScope(NarrowingRealm.KNOWN, false);
        realm.cleanup().add(ignored -> setFullScope(NarrowingRealm.KNOWN, true));
        assertThat(at(users, token(known.byPassword("doctor", STUDY_A))).status()).isEqualTo(403);
    }

    @Test
    void introspection_says_what_the_token_says() {
        Answer answer =
                Doors.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                realm.getBaseUrl()
                                                        + "/protocol/openid-connect/token/introspect"))
                                .header(
                                        "Authorization",
                                        Doors.basic(Doors.RESOURCE_SERVER, Doors.SECRET))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                "token="
                                                        + token(
                                                                known.byPassword(
                                                                        "doctor", STUDY_A))))
                                .build());

        JsonNode said = answer.json();
        assertThat(said.path("active").booleanValue()).isTrue();
        assertThat(said.path(DETAILS).toString()).isEqualTo(GRANTED_A);
        assertThat(said.path("aud").textValue()).isEqualTo(Doors.RESOURCE_SERVER);
        assertThat(said.path("realm_access")).isEmpty();
        assertThat(said.path("resource_access")).isEmpty();
    }

    @Test
    void it_cannot_be_exchanged_for_one_that_opens_more() {
        String token = token(known.byPassword("doctor", STUDY_A));

        Answer answer =
                known.token(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token", token,
                        "subject_token_type", "urn:ietf:params:oauth:token-type:access_token");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error_description").textValue()).contains("subject_token");
    }

    @Test
    void it_ends_with_the_user() {
        String token = token(known.byPassword("doctor", STUDY_A));
        String other = token(known.byPassword("leaver", STUDY_A));
        assertOpens(token, Samples.A);
        String id = Logins.userId(realm, "leaver");
        UserRepresentation leaver = realm.admin().users().get(id).toRepresentation();
        leaver.setEnabled(false);
        realm.admin().users().get(id).update(leaver);
        realm.admin().users().get(Logins.userId(realm, "doctor")).logout();

        assertOpensNot(token, Samples.A);
        assertOpensNot(other, Samples.A);
        assertThat(doors.profileOfToken(token).json().path("name").textValue())
                .isEqualTo("anonymous");
        leaver.setEnabled(true);
        realm.admin().users().get(id).update(leaver);
    }

    // Discovery and the imported realm

    @Test
    void discovery_lists_the_type() {
        assertThat(
                        get("/.well-known/openid-configuration")
                                .json()
                                .path("authorization_details_types_supported")
                                .toString())
                .contains("\"dicom_study\"");
    }

    @Test
    void the_imported_realm_has_every_required_action_that_a_new_one_has() {
        RealmRepresentation fresh = new RealmRepresentation();
        fresh.setRealm("fresh");
        fresh.setEnabled(true);
        admin.realms().create(fresh);
        try {
            assertThat(actions(realm.admin()))
                    .containsAll(actions(admin.realm("fresh")))
                    .hasSize(actions(admin.realm("fresh")).size() + 1);
        } finally {
            admin.realm("fresh").remove();
        }
    }

    private static Set<String> actions(RealmResource realm) {
        return realm.flows().getRequiredActions().stream()
                .map(
                        action ->
                                action.getAlias()
                                        + " "
                                        + action.isEnabled()
                                        + " "
                                        + action.isDefaultAction())
                .collect(Collectors.toSet());
    }

    // Consent

    @Test
    void the_consent_page_names_the_studies() {
        Authorization page = asking().signIn("doctor");

        assertThat(page.answer().body())
                .contains("asks for medical images", Samples.A, LOCATION)
                .doesNotContain("{0}", "dicomAccessPage");
        Map<String, String> told = agree(page).told();
        Answer answer = new OAuthClient(realm, NarrowingRealm.ASKING).redeem(told.get("code"));
        assertGrantedA(answer);
        assertGrantedA(
                new OAuthClient(realm, NarrowingRealm.ASKING)
                        .token(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                answer.json().path("refresh_token").textValue()));
    }

    @Test
    void the_consent_page_is_in_the_readers_language() {
        Authorization page =
                new OAuthClient(realm, NarrowingRealm.ASKING)
                        .authorization(DETAILS, atLocation(), "ui_locales", "de")
                        .signIn("doctor");

        assertThat(page.answer().body()).contains("bittet um medizinische Bilder");
    }

    @Test
    void whoever_declines_sends_the_client_away() {
        Map<String, String> told = asking().signIn("doctor").send("cancel", "on").told();

        assertThat(told.get("error")).isEqualTo("access_denied");
        assertThat(told).doesNotContainKey("code");
    }

    @Test
    void without_consent_to_these_studies_nothing_is_granted() {
        OAuthClient asking = new OAuthClient(realm, NarrowingRealm.ASKING);
        Authorization plain = asking.authorization().signIn("doctor");
        Map<String, String> told = agree(plain).told();

        assertRefused(asking.redeem(told.get("code"), DETAILS, atLocation()), "has not agreed");
    }

    @Test
    void a_realm_that_cannot_ask_refuses() {
        var flows = realm.admin().flows();
        var action = flows.getRequiredAction("dicom-access-consent");
        action.setEnabled(false);
        flows.updateRequiredAction("dicom-access-consent", action);
        realm.cleanup()
                .add(
                        ignored -> {
                            action.setEnabled(true);
                            flows.updateRequiredAction("dicom-access-consent", action);
                        });

        Map<String, String> told = asking().told();

        assertThat(told.get("error")).isEqualTo("invalid_authorization_details");
        assertThat(told.get("error_description")).contains("dicom-access-consent");
    }

    private Authorization asking() {
        return new OAuthClient(realm, NarrowingRealm.ASKING).authorization(DETAILS, atLocation());
    }

    private static String atLocation() {
        return STUDY_A.replace("}]", ",\"locations\":[\"" + LOCATION + "\"]}]");
    }

    /** Says yes to every page there is. */
    private static Authorization agree(Authorization page) {
        Authorization next = page;
        while (next.answer().header("Location").isEmpty()) {
            Matcher code = GRANT_CODE.matcher(next.answer().body());
            next =
                    code.find()
                            ? next.send("code", code.group(1), "accept", "on")
                            : next.send("accept", "on");
        }
        return next;
    }

    private void setFullScope(String clientId, boolean full) {
        ClientRepresentation client = realm.admin().clients().findByClientId(clientId).get(0);
        client.setFullScopeAllowed(full);
        realm.admin().clients().get(client.getId()).update(client);
    }

    private Answer refresh(JsonNode tokens) {
        return known.token(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.path("refresh_token").textValue());
    }

    private Answer get(String path) {
        return Doors.send(HttpRequest.newBuilder(URI.create(realm.getBaseUrl() + path)).build());
    }

    private Answer get(String path, String token) {
        return at(realm.getBaseUrl() + path, token);
    }

    private static Answer at(String url, String token) {
        return Doors.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/json")
                        .build());
    }

    private static String token(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("access_token").textValue();
    }

    private void assertGranted(Answer answer, String details) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path(DETAILS).toString()).isEqualTo(details);
        JWTClaimsSet claims =
                new OutsideVerifier(realm.getBaseUrl())
                        .verify(token(answer), Doors.RESOURCE_SERVER);
        assertThat(claims.getAudience()).containsExactly(Doors.RESOURCE_SERVER);
        assertThat(new ObjectMapper().<JsonNode>valueToTree(claims.getClaim(DETAILS)).toString())
                .isEqualTo(details);
        assertThat(claims.getClaim("resource_access")).isIn(null, Map.of());
        assertThat(claims.getClaim("realm_access")).isIn(null, Map.of());
    }

    private void assertGrantedA(Answer answer) {
        assertGranted(answer, GRANTED_A);
        String token = token(answer);
        assertOpens(token, Samples.A);
        assertOpensNot(token, Samples.B);
        JsonNode profile = doors.profileOfToken(token).json();
        assertThat(profile.path("name").textValue()).isEqualTo("Dora Doctor");
        assertThat(profile.path("user-id").textValue()).isEqualTo(Logins.userId(realm, "doctor"));
        assertThat(profile.path("authorized-labels")).isEmpty();
        assertThat(permissions(token)).containsExactlyInAnyOrder("share-lock", "share-view-only");
        JsonNode decoded = doors.decodeToken(token).json();
        assertThat(decoded.path("resources")).hasSize(1);
        assertThat(decoded.path("resources").path(0).path("dicom-uid").textValue())
                .isEqualTo(Samples.A);
    }

    private List<String> permissions(String token) {
        List<String> permissions = new ArrayList<>();
        doors.profileOfToken(token)
                .json()
                .path("permissions")
                .forEach(permission -> permissions.add(permission.textValue()));
        return permissions;
    }

    private void assertOpens(String token, String study) {
        assertThat(doors.validate(token, study).json().path("granted").booleanValue()).isTrue();
        assertThat(check(token, study).status()).isEqualTo(200);
    }

    private void assertOpensNot(String token, String study) {
        assertThat(doors.validate(token, study).json().path("granted").booleanValue()).isFalse();
        assertThat(check(token, study).status()).isIn(401, 403);
    }

    private Answer check(String token, String study) {
        return doors.check(
                "Authorization", "Bearer " + token,
                "X-Forwarded-Method", "GET",
                "X-Forwarded-Uri", "/orthanc/dicom-web/studies/" + study + "/metadata");
    }

    private static void assertRefused(Answer answer, String complaint) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue())
                .as(answer.body())
                .isEqualTo("invalid_authorization_details");
        assertThat(answer.json().path("error_description").textValue()).contains(complaint);
        assertThat(answer.json().has("access_token")).isFalse();
    }
}
