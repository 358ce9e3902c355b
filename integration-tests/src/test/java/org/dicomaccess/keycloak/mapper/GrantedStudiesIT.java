package org.dicomaccess.keycloak.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What an access token opens because the mapper was at it, at the gateway and at Orthanc. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class GrantedStudiesIT {
    private static final String A = Samples.A;
    private static final String B = Samples.B;
    private static final String ROOT = "/orthanc/dicom-web/studies";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SharingRealm.class)
    ManagedRealm realm;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;
    private Grantees grantees;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
        grantees = new Grantees(realm);
        grantees.attributeIsEditedBy("admin");
    }

    // The gateway

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"share", "attribute", "group"})
    void a_granted_study_opens_and_no_other(String source) {
        String token = tokenOfSomebodyWith(source, A);

        assertOpens(token, A);
        assertRefused(metadata(token, B), 403, "study_not_granted");
    }

    @Test
    void a_search_finds_what_all_sources_grant() {
        String person = grantees.person(A);
        grantees.share(person, B);
        String token = grantees.accessToken(grantees.client(), person);

        Answer search = check(token, "GET", ROOT + "?PatientID=1");

        assertThat(search.status()).as(search.body()).isEqualTo(200);
        assertThat(search.header("X-Dicom-Access-Target"))
                .contains("PatientID=1")
                .contains(A)
                .contains(B);
    }

    @ParameterizedTest(name = "{0} {1} with {2}: {3}")
    @CsvSource({
        "GET, /2.25.1001, read, action_not_granted",
        "GET, /2.25.1001, read download, granted",
        "POST, /2.25.1001, read download, action_not_granted",
        "DELETE, /2.25.1001, read download, method_not_granted",
        "GET, /2.25.1001/metadata, read, granted"
    })
    void attributes_allow_what_the_mapper_says(
            String method, String path, String actions, String reason) {
        String token =
                grantees.accessToken(
                        grantees.client("attribute.actions", actions), grantees.person(A));

        assertThat(check(token, method, ROOT + path).reason()).isEqualTo(reason);
    }

    @Test
    void a_share_allows_what_it_says_itself() {
        String person = grantees.person();
        ObjectNode wanted = toPerson(person, A);
        wanted.putArray("actions").add("read").add("download");
        grantees.giver().given(wanted);
        grantees.share(person, B);
        String token = grantees.accessToken(grantees.client(), person);

        assertThat(check(token, "GET", ROOT + "/" + A).reason()).isEqualTo("granted");
        assertThat(check(token, "GET", ROOT + "/" + B).reason()).isEqualTo("action_not_granted");
        assertOpens(token, B);
    }

    @Test
    void what_roles_reach_opens_beside_what_was_granted() {
        String person = grantees.person(A);
        grantees.giveRole(person, "external");
        String token = grantees.accessToken(grantees.client(), person);

        assertOpens(token, A);
        assertRefused(metadata(token, B), 403, "labels_not_known");

        String doctor = grantees.person(A);
        grantees.giveRole(doctor, "doctor");
        String all = grantees.accessToken(grantees.client(), doctor);

        assertOpens(all, A);
        assertOpens(all, B);
        assertThat(check(all, "GET", ROOT).header("X-Dicom-Access-Target")).doesNotContain(A);
    }

    /** What they gave would not end when theirs does. */
    @Test
    void whoever_received_a_study_cannot_pass_it_on() {
        String person = grantees.person();
        grantees.share(person, A);
        grantees.giveRole(person, roleThatShares());
        String token = grantees.accessToken(grantees.client(), person);
        assertOpens(token, A);
        ClientAttributes.set(realm, "orthanc", "dicom-access.share-unseen", "false");

        Answer refused = new RestShares(doors, token).give(RestShares.wanted(A).toString());

        assertThat(refused.status()).as(refused.body()).isEqualTo(403);
        assertThat(refused.body()).contains(A).contains("was shared with you");
    }

    private String roleThatShares() {
        RoleRepresentation role = new RoleRepresentation();
        role.setName("sharer");
        role.setAttributes(Map.of("dicom-access.permissions", List.of("share")));
        realm.admin().roles().create(role);
        realm.cleanup().add(ignored -> realm.admin().roles().deleteRole("sharer"));
        return role.getName();
    }

    @Test
    void the_token_is_nobodys_at_another_resource_server() {
        String token = tokenOfSomebodyWith("attribute", A);

        Answer elsewhere =
                doors.checkFor(
                        SeveralResourceServers.DOWNLOADS,
                        "Authorization",
                        "Bearer " + token,
                        "X-Original-Method",
                        "GET",
                        "X-Original-URI",
                        "/dicom-web/studies/" + A + "/metadata");

        assertRefused(elsewhere, 401, "token_invalid");
    }

    @Test
    void mappers_for_two_resource_servers_open_on_each_what_was_granted_there() {
        String person = grantees.person(A);
        grantees.share(person, B);
        String client =
                grantees.client(
                        Map.of(),
                        grantees.mapper("user.attribute.counts", "false"),
                        grantees.mapper(
                                "resource.server",
                                SeveralResourceServers.DOWNLOADS,
                                "shares",
                                "false"));
        String token = grantees.accessToken(client, person);

        assertOpens(token, B);
        assertRefused(metadata(token, A), 403, "study_not_granted");
        assertThat(validAt(SeveralResourceServers.DOWNLOADS, token, A)).isTrue();
        assertThat(validAt(SeveralResourceServers.DOWNLOADS, token, B)).isFalse();
    }

    // Orthanc's door

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "2.25.1001,  get,    true",
        "2.25.1001,  post,   true",
        "2.25.1001,  put,    false",
        "2.25.1001,  delete, false",
        "2.25.10012, get,    false"
    })
    void orthanc_is_told_yes_for_reading_a_granted_study(
            String study, String method, boolean granted) {
        String token = tokenOfSomebodyWith("share", A);

        Answer answer = doors.validate(Samples.question(token, method, study, "").toString());

        assertThat(answer.json().path("granted").booleanValue()).isEqualTo(granted);
        assertThat(answer.json().path("validity").intValue()).isBetween(1, 15);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"read,          'share-lock, share-view-only'", "read download, 'share-lock'"})
    void the_profile_of_somebody_without_labels_holds_the_locks(String actions, String locks) {
        String person = grantees.person(A);
        String token = grantees.accessToken(grantees.client("attribute.actions", actions), person);

        assertProfile(token, "'" + locks.replace(", ", "', '") + "'", "");
    }

    @Test
    void one_study_that_may_not_be_downloaded_locks_downloads() {
        String person = grantees.person(A);
        grantees.share(person, B);
        String token =
                grantees.accessToken(grantees.client("attribute.actions", "read download"), person);

        assertProfile(token, "'share-lock', 'share-view-only'", "");
    }

    @Test
    void the_locks_are_there_before_a_study_is() {
        String token = grantees.accessToken(grantees.client("limit", "1"), grantees.person(A, B));
        String none = grantees.accessToken(grantees.client(), grantees.person());

        assertProfile(token, "'share-lock', 'share-view-only'", "");
        // Whose token names no study can be granted none with it.
        assertProfile(none, "", "");
    }

    @Test
    void for_somebody_with_a_label_orthanc_goes_by_the_roles_alone() {
        String person = grantees.person(A);
        grantees.giveRole(person, "external");
        String token = grantees.accessToken(grantees.client(), person);

        assertProfile(token, "'view'", "'external'");
        assertThat(valid(token, A)).isFalse();
        assertThat(doors.decodeToken(token).json().path("error-code").textValue())
                .isEqualTo("invalid");
    }

    @Test
    void searches_inside_orthanc_are_narrowed_to_the_granted_studies() {
        String one = tokenOfSomebodyWith("attribute", A);
        String two = grantees.accessToken(grantees.client(), grantees.person(A, B));
        String none = grantees.accessToken(grantees.client(), grantees.person());

        assertThat(decoded(one)).containsExactly(A);
        assertThat(decoded(two)).containsExactlyInAnyOrder(A + "\\" + B);
        assertThat(doors.decodeToken(none).json().path("error-code").textValue())
                .isEqualTo("invalid");
    }

    // What changes afterwards

    @Test
    void a_share_that_is_taken_back_opens_nothing_from_the_next_call_on() {
        String person = grantees.person(B);
        JsonNode share = grantees.share(person, A);
        String token = grantees.accessToken(grantees.client(), person);
        assertOpens(token, A);
        assertThat(valid(token, A)).isTrue();

        grantees.giver().delete(share.path("id").textValue());

        assertRefused(metadata(token, A), 403, "study_not_granted");
        assertThat(valid(token, A)).isFalse();
        assertThat(decoded(token)).containsExactly(B);
        assertOpens(token, B);
    }

    @Test
    void somebody_whose_only_share_is_taken_back_is_told_so() {
        String person = grantees.person();
        JsonNode share = grantees.share(person, A);
        String token = grantees.accessToken(grantees.client(), person);
        assertOpens(token, A);

        grantees.giver().delete(share.path("id").textValue());

        assertRefused(metadata(token, A), 401, "share_ended");
    }

    @Test
    void a_share_that_was_never_asked_for_and_taken_back_opens_nothing() {
        String person = grantees.person();
        JsonNode share = grantees.share(person, A);
        String token = grantees.accessToken(grantees.client(), person);

        grantees.giver().delete(share.path("id").textValue());

        assertThat(metadata(token, A).status()).isNotEqualTo(200);
        assertThat(valid(token, A)).isFalse();
    }

    @Test
    void a_share_opens_nothing_from_its_end_on() {
        String person = grantees.person();
        realm.updateWithCleanup(r -> r.attribute("dicom-access.check-validity", "60"));
        Instant end = Instant.now().plusSeconds(50).truncatedTo(ChronoUnit.SECONDS);
        grantees.giver().given(toPerson(person, A).put("expires_at", end.toString()));
        String token = grantees.accessToken(grantees.client(), person);
        Answer kept = metadata(token, A);
        assertThat(kept.header("Cache-Control")).matches("max-age=([1-9]|[1-4][0-9]|50)");

        time.set(70);

        assertRefused(metadata(token, A), 401, "token_expired");
        assertThat(valid(token, A)).isFalse();
    }

    @Test
    void an_attribute_that_is_emptied_counts_from_the_next_call_on() {
        String person = grantees.person(A, B);
        String token = grantees.accessToken(grantees.client(), person);
        assertOpens(token, A);

        grantees.change(person, B);

        assertRefused(metadata(token, A), 403, "study_not_granted");
        assertOpens(token, B);
    }

    @Test
    void a_group_that_is_left_counts_from_the_next_call_on() {
        String person = grantees.person();
        String group = grantees.group(grantees.group("", A), B);
        grantees.join(person, group);
        String token = grantees.accessToken(grantees.client(), person);
        assertOpens(token, A);
        assertOpens(token, B);

        grantees.leave(person, group);

        assertRefused(metadata(token, A), 403, "study_not_granted");
        assertRefused(metadata(token, B), 403, "study_not_granted");
    }

    @Test
    void an_attribute_that_users_may_now_edit_opens_nothing() {
        String token = tokenOfSomebodyWith("attribute", A);
        assertOpens(token, A);

        grantees.attributeIsEditedBy("admin", "user");

        assertRefused(metadata(token, A), 403, "study_not_granted");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "user.attribute.counts, false",
        "user.attribute, another",
        "resource.server, downloads",
        "limit, nonsense",
        "access.token.claim, false"
    })
    void a_mapper_that_is_told_otherwise_counts_from_the_next_call_on(
            String property, String value) {
        String client = grantees.client();
        String token = grantees.accessToken(client, grantees.person(A));
        assertOpens(token, A);

        grantees.breakMapper(client, property, value);

        assertRefused(metadata(token, A), 403, "study_not_granted");
    }

    @Test
    void a_mapper_that_is_gone_opens_nothing() {
        String client = grantees.client();
        String token = grantees.accessToken(client, grantees.person(A));
        assertOpens(token, A);

        grantees.removeMapper(client);

        assertRefused(metadata(token, A), 403, "study_not_granted");
    }

    @Test
    void a_mapper_in_a_client_scope_opens_while_the_client_has_the_scope() {
        String person = grantees.person(A);
        String client = grantees.client(Map.of());
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName("studies-" + client);
        scope.setProtocol("openid-connect");
        scope.setProtocolMappers(List.of(grantees.mapper()));
        String id = created(realm.admin().clientScopes().create(scope));
        realm.admin().clients().get(grantees.idOf(client)).addDefaultClientScope(id);
        String token = grantees.accessToken(client, person);
        assertOpens(token, A);

        realm.admin().clients().get(grantees.idOf(client)).removeDefaultClientScope(id);

        assertRefused(metadata(token, A), 403, "study_not_granted");
    }

    @Test
    void a_token_never_opens_more_than_it_names() {
        String person = grantees.person(A);
        String client = grantees.client();
        String before = grantees.accessToken(client, person);
        assertOpens(before, A);

        grantees.change(person, A, B);
        grantees.share(person, B);

        assertRefused(metadata(before, B), 403, "study_not_granted");
        assertThat(valid(before, B)).isFalse();
        assertOpens(grantees.accessToken(client, person), B);
    }

    @Test
    void a_token_that_names_none_opens_what_is_granted_when_it_is_asked_about() {
        String person = grantees.person("2.25.1", "2.25.2");
        String token = grantees.accessToken(grantees.client("limit", "1"), person);
        assertOpens(token, "2.25.1");
        assertRefused(metadata(token, A), 403, "study_not_granted");

        grantees.change(person, A);
        JsonNode share = grantees.share(person, B);

        assertOpens(token, A);
        assertRefused(metadata(token, "2.25.1"), 403, "study_not_granted");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertOpens(token, B));

        grantees.giver().delete(share.path("id").textValue());

        assertRefused(metadata(token, B), 403, "study_not_granted");
    }

    @Test
    void somebody_who_signed_out_opens_nothing() {
        String person = grantees.person(A);
        String token = grantees.accessToken(grantees.client(), person);
        assertOpens(token, A);

        realm.admin().users().get(Logins.userId(realm, person)).logout();

        assertRefused(metadata(token, A), 401, "token_invalid");
        assertThat(valid(token, A)).isFalse();
    }

    @Test
    void a_study_that_opens_so_is_no_open_of_its_share() {
        String person = grantees.person();
        JsonNode share = grantees.share(person, A);

        assertOpens(grantees.accessToken(grantees.client(), person), A);

        assertThat(grantees.giver().share(share.path("id").textValue()).path("opens").intValue())
                .isZero();
    }

    @Test
    void a_light_token_opens_the_granted_studies() {
        Map<String, String> light = Map.of("client.use.lightweight.access.token.enabled", "true");
        String client = grantees.client(light, grantees.mapper("lightweight.claim", "true"));
        String token = grantees.accessToken(client, grantees.person(A));

        assertOpens(token, A);
        assertRefused(metadata(token, B), 403, "study_not_granted");
    }

    private String tokenOfSomebodyWith(String source, String study) {
        String person = source.equals("attribute") ? grantees.person(study) : grantees.person();
        if (source.equals("share")) {
            grantees.share(person, study);
        } else if (source.equals("group")) {
            grantees.join(person, grantees.group("", study));
        }
        return grantees.accessToken(grantees.client(), person);
    }

    private Answer metadata(String token, String study) {
        return check(token, "GET", ROOT + "/" + study + "/metadata");
    }

    private Answer check(String token, String method, String uri) {
        return doors.check(
                "Authorization",
                "Bearer " + token,
                "X-Original-Method",
                method,
                "X-Original-URI",
                uri);
    }

    private void assertOpens(String token, String study) {
        Answer answer = metadata(token, study);
        assertThat(answer.status()).as(answer.reason()).isEqualTo(200);
        assertThat(answer.header("X-Dicom-Access-Target"))
                .isEqualTo("/dicom-web/studies/" + study + "/metadata");
    }

    private static void assertRefused(Answer answer, int status, String reason) {
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.status()).isEqualTo(status);
    }

    private boolean valid(String token, String study) {
        return doors.validate(token, study).json().path("granted").booleanValue();
    }

    private boolean validAt(String server, String token, String study) {
        return doors.as(server, SeveralResourceServers.SECRET)
                .validate(token, study)
                .json()
                .path("granted")
                .booleanValue();
    }

    private List<String> decoded(String token) {
        return doors.decodeToken(token).json().path("resources").findValuesAsText("dicom-uid");
    }

    private void assertProfile(String token, String permissions, String labels) {
        JsonPattern expected =
                JsonPattern.of(
                        """
                        {'name': 'Greta Grantee', 'user-id': '<string>', 'permissions': [%s],
                         'authorized-labels': [%s], 'groups': [], 'validity': '<int 1..15>'}
                        """
                                .formatted(permissions, labels));
        assertThat(expected.differences(doors.profileOfToken(token).json())).isEmpty();
    }

    private static String created(Response answer) {
        try (answer) {
            return CreatedResponseUtil.getCreatedId(answer);
        }
    }

    private static ObjectNode toPerson(String person, String study) {
        ObjectNode wanted = RestShares.wanted(study);
        wanted.putObject("recipient").put("username", person);
        return wanted;
    }
}
