package org.dicomaccess.keycloak.http.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What people see of their API keys and do to them. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class OwnKeysIT {
    @InjectRealm(fromJson = "/orthanc-realm.json", config = KeyRealm.class)
    ManagedRealm realm;

    @InjectEvents Events events;

    @InjectTimeOffSet TimeOffSet time;

    private RestKeys keys;
    private RestKeys others;

    @BeforeEach
    void sign_in() {
        keys = RestKeys.none(realm, KeyRealm.SCRIPTER);
        others = RestKeys.none(realm, KeyRealm.COLLEAGUE);
    }

    // Making

    @Test
    void a_key_is_shown_once() {
        ObjectNode wanted = RestKeys.wanted("view").put("name", "Nachtlauf – Röntgen");

        Answer made = keys.make(wanted.put("expires_in", 3600).toString());

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(
                        JsonPattern.of(
                                        """
                                        {'id': '<string>', 'name': 'Nachtlauf – Röntgen',
                                         'state': 'active', 'permissions': ['view'],
                                         'created_at': '<string>', 'expires_at': '<string>',
                                         'key': '<string>'}
                                        """)
                                .differences(made.json()))
                .isEmpty();
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.header("Location"))
                .isEqualTo(
                        realm.getBaseUrl() + "/dicom-access/api-keys/" + RestKeys.id(made.json()));
        JsonNode again = keys.get(RestKeys.id(made.json())).json();
        assertThat(again).isEqualTo(((ObjectNode) made.json()).without("key"));
        assertThat(keys.list().json().path("api_keys")).containsExactly(again);
    }

    @Test
    void a_key_needs_a_name_and_nothing_else() {
        JsonNode made = keys.made(JsonNodeFactory.instance.objectNode().put("name", "a"));

        assertThat(made.has("permissions")).isFalse();
        assertThat(made.has("expires_at")).isFalse();
        assertThat(made.has("last_use_at")).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badRequests")
    void a_bad_request_names_its_field_and_makes_nothing(String body, String field) {
        keys.made(RestKeys.wanted().put("name", "taken"));

        Answer answer = keys.make(body.replace("{101}", "x".repeat(101)));

        assertBad(answer, field);
        assertThat(keys.ids()).hasSize(1);
    }

    static Stream<Arguments> badRequests() {
        return TestTable.of(OwnKeysIT.class, "bad-key-requests.tsv");
    }

    @Test
    void a_name_that_somebody_else_has_given_is_free() {
        others.made(RestKeys.wanted().put("name", "mine"));

        keys.made(RestKeys.wanted().put("name", "mine"));
    }

    @Test
    void whoever_has_as_many_keys_as_may_be_revokes_one_first() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.api-keys-per-user", "2"));
        keys.key();
        keys.key();

        assertBad(keys.make(RestKeys.wanted().toString()), "api_keys");

        keys.delete(keys.ids().get(0));
        keys.key();
        others.key();
    }

    @Test
    void no_key_lives_longer_than_the_realm_allows() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.api-key-maximum-lifetime", "3600"));

        assertBad(keys.make(RestKeys.wanted().put("expires_in", 3700).toString()), "expires_at");
        JsonNode endless = keys.made(RestKeys.wanted());

        assertThat(
                        Duration.between(
                                Instant.parse(endless.path("created_at").textValue()),
                                Instant.parse(endless.path("expires_at").textValue())))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_wrong_setting_makes_no_key() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.api-keys-per-user", "many"));

        Answer answer = keys.make(RestKeys.wanted().toString());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error_description").textValue())
                .contains("dicom-access.api-keys-per-user");
    }

    // Who may

    @ParameterizedTest
    @ValueSource(strings = {KeyRealm.DOCTOR, "external", "visitor"})
    void making_keys_needs_a_permission_and_looking_does_not(String user) {
        RestKeys without = RestKeys.of(realm, user);

        for (String body : List.of(RestKeys.wanted().toString(), "{")) {
            Answer answer = without.make(body);

            assertThat(answer.status()).as(answer.body()).isEqualTo(403);
            assertThat(answer.json().path("error").textValue()).isEqualTo("access_denied");
            assertThat(answer.reason()).isEqualTo("no_permission");
        }
        assertThat(without.ids()).isEmpty();
    }

    @Test
    void the_service_account_of_a_client_gets_tokens_and_no_keys() {
        ClientAttributes.set(realm, "orthanc", "dicom-access.login-clients", KeyRealm.ROBOT);
        String robot = realm.admin().clients().findByClientId(KeyRealm.ROBOT).get(0).getId();
        realm.admin()
                .users()
                .get(realm.admin().clients().get(robot).getServiceAccountUser().getId())
                .roles()
                .realmLevel()
                .add(List.of(realm.admin().roles().get(KeyRealm.SCRIPTER).toRepresentation()));
        RestKeys robots = RestKeys.of(new Doors(realm.getBaseUrl()), tokenOfRobot());

        Answer answer = robots.make(RestKeys.wanted().toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.reason()).isEqualTo("service_account");
        assertThat(robots.ids()).isEmpty();
    }

    private String tokenOfRobot() {
        return Doors.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                realm.getBaseUrl()
                                                        + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header(
                                        "Authorization",
                                        Doors.basic(KeyRealm.ROBOT, KeyRealm.ROBOT))
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "grant_type=client_credentials"))
                                .build())
                .json()
                .path("access_token")
                .textValue();
    }

    @Test
    void a_role_for_keys_needs_no_label_and_takes_nothing_from_other_roles() {
        RestKeys doctors = RestKeys.none(realm, KeyRealm.KEY_DOCTOR);

        String key = doctors.key("view", "share");

        JsonNode profile =
                new Doors(realm.getBaseUrl())
                        .profile(Doors.tokenIn("api-key", key).putNull("server-id").toString())
                        .json();
        assertThat(profile.path("permissions"))
                .extracting(JsonNode::textValue)
                .containsExactly("share", "view");
        assertBad(doctors.make(RestKeys.wanted("upload").toString()), "permissions");
    }

    @Test
    void whoever_may_do_all_may_have_keys_for_all_that_this_is() {
        RestKeys admins = RestKeys.none(realm, KeyRealm.ADMIN);

        assertThat(admins.made(RestKeys.wanted("all", "delete")).path("permissions"))
                .extracting(JsonNode::textValue)
                .containsExactly("all", "delete");
    }

    @Test
    void whoever_may_have_no_more_keys_still_sees_and_revokes_those_there_are() {
        String id = RestKeys.id(keys.made(RestKeys.wanted()));
        RoleRepresentation role = realm.admin().roles().get(KeyRealm.SCRIPTER).toRepresentation();
        RoleScopeResource roles =
                realm.admin()
                        .users()
                        .get(Logins.userId(realm, KeyRealm.SCRIPTER))
                        .roles()
                        .realmLevel();
        roles.remove(List.of(role));
        realm.cleanup().add(ignored -> roles.add(List.of(role)));

        assertThat(keys.make(RestKeys.wanted().toString()).status()).isEqualTo(403);
        assertThat(keys.ids()).containsExactly(id);
        assertThat(keys.delete(id).status()).isEqualTo(204);
        assertThat(keys.ids()).isEmpty();
    }

    @Test
    void an_api_key_can_do_nothing_to_api_keys() {
        RestKeys admins = RestKeys.none(realm, KeyRealm.ADMIN);
        JsonNode made = admins.made(RestKeys.wanted());
        Doors doors = new Doors(realm.getBaseUrl());

        for (String header : List.of("Authorization", "api-key", "token")) {
            for (String call :
                    List.of(
                            "GET api-keys",
                            "POST api-keys",
                            "GET api-keys/" + RestKeys.id(made),
                            "DELETE api-keys/" + RestKeys.id(made),
                            "GET shares",
                            "POST shares")) {
                String key = RestKeys.text(made);
                Answer answer =
                        doors.send(
                                call.split(" ")[0],
                                call.split(" ")[1],
                                call.startsWith("POST") ? RestKeys.wanted().toString() : "",
                                header,
                                header.equals("Authorization") ? "Bearer " + key : key);

                assertThat(answer.status()).as(call).isEqualTo(401);
            }
        }
        assertThat(admins.ids()).hasSize(1);
    }

    @Test
    void the_keys_of_somebody_else_and_none_look_alike() {
        String theirs = RestKeys.id(others.made(RestKeys.wanted()));
        String password =
                realm
                        .admin()
                        .users()
                        .get(Logins.userId(realm, KeyRealm.SCRIPTER))
                        .credentials()
                        .stream()
                        .filter(credential -> credential.getType().equals("password"))
                        .map(CredentialRepresentation::getId)
                        .findFirst()
                        .orElseThrow();

        for (String id :
                List.of(theirs, "7c4b5f3e-90ab-4cde-8f01-23456789abcd", "x", "%00", password)) {
            for (Answer answer : List.of(keys.get(id), keys.delete(id))) {
                assertThat(answer.status()).as(id).isEqualTo(404);
                assertThat(answer.json().path("error").textValue()).isEqualTo("not_found");
            }
        }
        assertThat(others.ids()).containsExactly(theirs);
        assertThat(RestKeys.of(realm, KeyRealm.SCRIPTER).ids()).isEmpty();
    }

    @Test
    void a_key_whose_time_is_over_is_listed_as_that() {
        String id = RestKeys.id(keys.made(RestKeys.wanted().put("expires_in", 60)));
        RestKeys later = RestKeys.of(realm, KeyRealm.SCRIPTER);

        time.set(61);

        assertThat(later.get(id).json().path("state").textValue()).isEqualTo("expired");
    }

    // What Keycloak knows of it

    @Test
    void making_and_revoking_are_events_of_keycloaks() {
        events.skipAll();
        JsonNode made = keys.made(RestKeys.wanted().put("name", "night job"));

        assertEvent(events.poll(), "UPDATE_CREDENTIAL", made);

        keys.delete(RestKeys.id(made));
        assertEvent(events.poll(), "REMOVE_CREDENTIAL", made);

        assertThat(keys.delete(RestKeys.id(made)).status()).isEqualTo(404);
        assertThat(events.poll()).isNull();
    }

    private void assertEvent(EventRepresentation event, String type, JsonNode made) {
        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getUserId()).isEqualTo(Logins.userId(realm, KeyRealm.SCRIPTER));
        assertThat(event.getClientId()).isEqualTo("ohif");
        assertThat(event.getDetails())
                .containsEntry("credential_type", "dicom-access-api-key")
                .containsEntry("credential_id", RestKeys.id(made))
                .containsEntry("credential_user_label", "night job");
        assertThat(event.getDetails().toString()).doesNotContain("dak.");
    }

    @Test
    void an_administrator_finds_and_deletes_a_key_among_the_users_credentials() {
        JsonNode made = keys.made(RestKeys.wanted("view").put("name", "night job"));
        var user = realm.admin().users().get(Logins.userId(realm, KeyRealm.SCRIPTER));

        CredentialRepresentation credential =
                user.credentials().stream()
                        .filter(one -> one.getId().equals(RestKeys.id(made)))
                        .findFirst()
                        .orElseThrow();
        assertThat(credential.getType()).isEqualTo("dicom-access-api-key");
        assertThat(credential.getUserLabel()).isEqualTo("night job");
        assertThat(credential.getSecretData()).isNull();
        assertThat(credential.getCredentialData()).isEqualTo("{\"permissions\":[\"view\"]}");

        user.setCredentialUserLabel(credential.getId(), "day job");
        assertThat(keys.get(credential.getId()).json().path("name").textValue())
                .isEqualTo("day job");

        user.removeCredential(credential.getId());
        assertThat(keys.ids()).isEmpty();
    }

    private static void assertBad(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_request");
        assertThat(answer.json().path("error_description").textValue()).startsWith(field + ": ");
    }
}
