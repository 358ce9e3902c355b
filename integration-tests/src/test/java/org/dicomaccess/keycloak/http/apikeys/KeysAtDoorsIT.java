package org.dicomaccess.keycloak.http.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.RawRequest;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.testframework.annotations.InjectEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.Events;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What API keys open, and from when on no more. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class KeysAtDoorsIT {
    private static final String METADATA =
            Samples.filled("/orthanc/dicom-web/studies/{A}/metadata");
    private static final String ORIGINAL = Samples.filled("/orthanc/dicom-web/studies/{A}");

    @InjectRealm(fromJson = "/orthanc-realm.json", config = KeyRealm.class)
    ManagedRealm realm;

    @InjectRealm(ref = "other", fromJson = "/orthanc-realm.json", config = OtherRealm.class)
    ManagedRealm otherRealm;

    @InjectEvents Events events;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;
    private RestKeys keys;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
        keys = RestKeys.none(realm, KeyRealm.SCRIPTER);
    }

    // Where it is taken from

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("places")
    void a_key_is_taken_where_keys_belong_and_nowhere_else(
            String door, String places, String answer) {
        String key = keys.key();
        String other = RestKeys.none(realm, KeyRealm.COLLEAGUE).key();
        String filled =
                places.replace("{key}", key)
                        .replace("{other}", other)
                        .replace("{forged}", key.substring(0, key.length() - 43) + "A".repeat(43))
                        .replace("{swapped}", swapped(key, other));

        if (door.equals("gateway")) {
            Answer checked = atGateway(filled);
            assertThat(checked.status())
                    .as(checked.body())
                    .isEqualTo(answer.equals("200") ? 200 : 401);
            assertThat(checked.reason()).isEqualTo(answer.equals("200") ? "granted" : answer);
        } else {
            String[] header = filled.split(": ", 2);
            JsonNode profile = profile(header[0], header[1]);
            assertThat(profile.path("name").textValue().equals("anonymous"))
                    .isEqualTo(answer.equals("anonymous"));
            assertThat(profile.path("permissions").isEmpty()).isEqualTo(answer.equals("anonymous"));
        }
    }

    static Stream<Arguments> places() {
        return TestTable.of(KeysAtDoorsIT.class, "places.tsv");
    }

    /** One person's key with another person in it. */
    private static String swapped(String key, String other) {
        return "dak." + other.split("\\.")[1] + key.substring(key.indexOf('.', 4));
    }

    private Answer atGateway(String places) {
        String uri = METADATA;
        RawRequest request =
                new RawRequest(
                        "GET",
                        URI.create(realm.getBaseUrl()).getPath() + "/dicom-access/check/orthanc");
        for (String place : places.split("\\|", -1)) {
            if (place.startsWith("?")) {
                uri += place;
            } else {
                String[] header = place.split(": ", 2);
                request.header(header[0], header[1]);
            }
        }
        return request.header("X-Original-Method", "GET")
                .header("X-Original-URI", uri)
                .send(realm.getBaseUrl());
    }

    // What it opens

    @Test
    void orthanc_is_told_the_owner_with_the_permissions_of_the_key() {
        JsonNode all =
                profile("api-key", RestKeys.text(keys.made(RestKeys.wanted().put("name", "a"))));
        JsonNode some =
                profile(
                        "api-key",
                        RestKeys.text(keys.made(RestKeys.wanted("view").put("name", "b"))));

        assertThat(all.path("name").textValue()).isEqualTo("Sam scripter (API key a)");
        assertThat(all.path("user-id").textValue())
                .isEqualTo(Logins.userId(realm, KeyRealm.SCRIPTER));
        assertThat(texts(all, "permissions")).containsExactly("api-keys", "download", "view");
        assertThat(texts(all, "authorized-labels")).containsExactly("*");
        assertThat(some.path("name").textValue()).isEqualTo("Sam scripter (API key b)");
        assertThat(texts(some, "permissions")).containsExactly("view");
        assertThat(texts(some, "authorized-labels")).containsExactly("*");
        assertThat(some.path("validity").intValue()).isBetween(1, 15);
    }

    @Test
    void who_may_do_all_gets_no_key_for_what_is_not_within_it() {
        RestKeys ofAdmin = RestKeys.none(realm, KeyRealm.ADMIN);

        Answer answer = ofAdmin.make(RestKeys.wanted("view", "admin-permissions").toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error_description").textValue()).contains("permissions");
        assertThat(ofAdmin.ids()).isEmpty();
    }

    @Test
    void orthanc_is_never_told_that_a_key_opens_a_study_by_itself() {
        String key = keys.key();
        ObjectNode question = Doors.tokenIn("api-key", key).putNull("server-id");
        question.put("level", "study").put("method", "get");
        question.put("dicom-uid", Samples.A).put("orthanc-id", "");

        assertThat(doors.validate(question.toString()).json().path("granted").booleanValue())
                .isFalse();
        assertThat(doors.decode(Doors.tokenIn("api-key", key).toString()).json().path("resources"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 200 granted, 200 granted",
        "view, 200 granted, 403 action_not_granted",
        "download, 403 action_not_granted, 200 granted",
        "api-keys, 403 study_not_granted, 403 study_not_granted"
    })
    void the_gateway_grants_what_the_key_is_for(String permission, String looking, String keeping) {
        String key = permission.isEmpty() ? keys.key() : keys.key(permission);

        assertThat(answer(check(key, METADATA))).isEqualTo(looking);
        assertThat(answer(check(key, ORIGINAL))).isEqualTo(keeping);
    }

    @Test
    void a_key_of_somebody_whose_roles_reach_a_label_opens_no_more_than_that() {
        String key = RestKeys.none(realm, KeyRealm.LIMITED).key();

        assertThat(answer(check(key, METADATA))).isEqualTo("403 labels_not_known");
        assertThat(texts(profile("api-key", key), "authorized-labels"))
                .containsExactly(KeyRealm.LABEL);

        ClientAttributes.set(realm, "orthanc", "dicom-access.labels-decided-behind", "true");
        Answer behind = check(key, METADATA);
        ClientAttributes.set(realm, "orthanc", "dicom-access.labels-decided-behind", "false");
        assertThat(answer(behind)).isEqualTo("200 granted");
        assertThat(behind.header("X-Dicom-Access-Forward-Token")).isEqualTo("true");
    }

    @Test
    void a_key_opens_every_resource_server_of_its_realm_and_nothing_of_keycloaks() {
        String key = keys.key();

        assertThat(
                        doors.checkFor(
                                        SeveralResourceServers.DOWNLOADS,
                                        "api-key",
                                        key,
                                        "X-Original-Method",
                                        "GET",
                                        "X-Original-URI",
                                        "/dicom-web/studies/2.25.1001/metadata")
                                .status())
                .isEqualTo(200);
        for (String path : List.of("/protocol/openid-connect/userinfo", "/account/")) {
            assertThat(
                            new RawRequest("GET", URI.create(realm.getBaseUrl()).getPath() + path)
                                    .header("Authorization", "Bearer " + key)
                                    .header("Accept", "application/json")
                                    .send(realm.getBaseUrl())
                                    .status())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    // From when on no more

    @Test
    void a_revoked_key_is_refused_from_the_next_call_on() {
        JsonNode made = keys.made(RestKeys.wanted());
        String key = RestKeys.text(made);
        assertOpens(key);

        keys.delete(RestKeys.id(made));

        assertRefused(key);
    }

    @Test
    void the_answer_about_a_key_without_an_end_is_kept_as_long_as_any() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.check-validity", "60"));

        assertThat(maxAge(check(RestKeys.text(keys.made(RestKeys.wanted())), METADATA)))
                .isBetween(59L, 60L);
    }

    @Test
    void a_key_that_an_administrator_deleted_as_a_credential_is_refused() {
        JsonNode made = keys.made(RestKeys.wanted());
        assertOpens(RestKeys.text(made));

        user().removeCredential(RestKeys.id(made));

        assertRefused(RestKeys.text(made));
    }

    @Test
    void a_key_ends_with_its_time_and_no_answer_outlasts_it() {
        realm.updateWithCleanup(
                r ->
                        r.attribute("dicom-access.validity", "86400")
                                .attribute("dicom-access.check-validity", "60"));
        String key = RestKeys.text(keys.made(RestKeys.wanted().put("expires_in", 600)));

        String kept = check(key, METADATA).header("Cache-Control");
        assertThat(kept).isEqualTo("max-age=60");
        assertThat(profile("api-key", key).path("validity").intValue()).isBetween(500, 600);

        time.set(570);

        assertThat(maxAge(check(key, METADATA))).isBetween(1L, 30L);

        time.set(600);

        assertRefused(key);
    }

    @Test
    void a_key_of_somebody_who_is_disabled_is_refused_until_they_are_back() {
        String key = keys.key();
        UserRepresentation owner = user().toRepresentation();
        assertOpens(key);

        owner.setEnabled(false);
        user().update(owner);
        realm.cleanup().add(ignored -> enable(owner));
        assertRefused(key);

        enable(owner);
        assertOpens(key);
    }

    private void enable(UserRepresentation owner) {
        owner.setEnabled(true);
        user().update(owner);
    }

    @Test
    void a_key_of_somebody_who_is_gone_is_refused() {
        UserRepresentation leaver = new UserRepresentation();
        leaver.setUsername("short-timer");
        leaver.setEnabled(true);
        realm.admin().users().create(leaver).close();
        String id = Logins.userId(realm, "short-timer");
        UserResource user = realm.admin().users().get(id);
        user.roles()
                .realmLevel()
                .add(List.of(realm.admin().roles().get(KeyRealm.SCRIPTER).toRepresentation()));
        var password = new CredentialRepresentation();
        password.setType("password");
        password.setValue("short-timer");
        user.resetPassword(password);
        UserRepresentation complete = user.toRepresentation();
        complete.setEmail("short-timer@orthanc.example");
        complete.setFirstName("Short");
        complete.setLastName("Timer");
        user.update(complete);
        String key = RestKeys.of(realm, "short-timer").key();
        assertOpens(key);

        user.remove();

        assertRefused(key);
    }

    @Test
    void a_key_loses_what_its_owner_loses_and_gets_it_back() {
        String key = keys.key("view");
        RoleRepresentation role = realm.admin().roles().get(KeyRealm.SCRIPTER).toRepresentation();
        RoleScopeResource roles = user().roles().realmLevel();
        assertOpens(key);

        roles.remove(List.of(role));
        realm.cleanup().add(ignored -> roles.add(List.of(role)));

        assertThat(answer(check(key, METADATA))).isEqualTo("403 study_not_granted");
        JsonNode profile = profile("api-key", key);
        assertThat(texts(profile, "permissions")).isEmpty();
        assertThat(texts(profile, "authorized-labels")).isEmpty();
        roles.add(List.of(role));
        assertOpens(key);
    }

    @Test
    void a_key_of_one_realm_is_none_in_another() {
        String key = keys.key();
        Doors there = new Doors(otherRealm.getBaseUrl());

        assertThat(answer(check(there, key, METADATA))).isEqualTo("401 token_invalid");
        assertThat(profile(there, "api-key", key).path("name").textValue()).isEqualTo("anonymous");
    }

    // What is left behind

    @Test
    void a_key_is_in_no_log_and_no_event() throws IOException {
        events.skipAll();
        JsonNode made = keys.made(RestKeys.wanted());
        String key = RestKeys.text(made);
        String secret = key.substring(key.lastIndexOf('.') + 1);
        check(key, METADATA);
        check(key + "x", METADATA);
        check(key, METADATA + "?token=" + key);
        profile("api-key", key);
        profile("token", key);
        keys.make("{\"name\": \"%s\\n\"}".formatted(key));
        keys.delete(RestKeys.id(made));
        check(key, METADATA);

        assertThat(Files.readString(Path.of("target", "keycloak.log"))).doesNotContain(secret);
        assertThat(realm.admin().getEvents())
                .allSatisfy(
                        event ->
                                assertThat(String.valueOf(event.getDetails()))
                                        .doesNotContain(secret));
        assertThat(realm.admin().getAdminEvents())
                .allSatisfy(
                        event ->
                                assertThat(String.valueOf(event.getRepresentation()))
                                        .doesNotContain(secret));
    }

    private void assertOpens(String key) {
        assertThat(answer(check(key, METADATA))).isEqualTo("200 granted");
        assertThat(texts(profile("api-key", key), "permissions")).contains("view");
    }

    private void assertRefused(String key) {
        assertThat(answer(check(key, METADATA))).isEqualTo("401 token_invalid");
        assertThat(profile("api-key", key).path("name").textValue()).isEqualTo("anonymous");
    }

    private Answer check(String key, String uri) {
        return check(doors, key, uri);
    }

    private static Answer check(Doors doors, String key, String uri) {
        return doors.check("api-key", key, "X-Original-Method", "GET", "X-Original-URI", uri);
    }

    private static String answer(Answer answer) {
        return answer.status() + " " + answer.reason();
    }

    private JsonNode profile(String header, String value) {
        return profile(doors, header, value);
    }

    private static JsonNode profile(Doors doors, String header, String value) {
        Answer answer = doors.profile(Doors.tokenIn(header, value).putNull("server-id").toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static Stream<String> texts(JsonNode profile, String field) {
        return Stream.iterate(0, i -> i < profile.path(field).size(), i -> i + 1)
                .map(i -> profile.path(field).get(i).textValue());
    }

    private UserResource user() {
        return realm.admin().users().get(Logins.userId(realm, KeyRealm.SCRIPTER));
    }

    static final class OtherRealm implements RealmConfig {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return realm.name("other");
        }
    }

    private static long maxAge(Answer answer) {
        return Long.parseLong(answer.header("Cache-Control").substring("max-age=".length()));
    }
}
