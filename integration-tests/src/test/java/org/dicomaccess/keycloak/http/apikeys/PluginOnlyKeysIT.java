package org.dicomaccess.keycloak.http.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.Logins;
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
import org.keycloak.admin.client.resource.RoleResource;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** Keys of whoever holds a role that counts at Orthanc's plugin only, such as the gateway's own. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class PluginOnlyKeysIT {
    private static final String PLUGIN_ONLY = "dicom-access.plugin-only";
    private static final String METADATA =
            Samples.filled("/orthanc/dicom-web/studies/{A}/metadata");
    private static final String STORED = Samples.filled("/orthanc/dicom-web/studies/{A}");

    @InjectRealm(fromJson = "/orthanc-realm.json", config = RelayRealm.class)
    ManagedRealm realm;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    // At the plugin

    @ParameterizedTest
    @CsvSource({
        "relay, 'download,upload,view'",
        "relay-in-group, 'download,upload,view'",
        "relay-in-composite, 'download,upload,view'",
        "relay-and-scripter, 'api-keys,download,upload,view'"
    })
    void orthanc_is_told_what_the_role_gives(String holder, String permissions) {
        JsonNode profile = profile("api-key", RestKeys.none(realm, holder).key());

        assertThat(profile.path("name").textValue()).startsWith("Ray " + holder + " (API key ");
        assertThat(texts(profile, "permissions")).containsExactly(permissions.split(","));
        assertThat(texts(profile, "authorized-labels")).containsExactly("*");
    }

    @Test
    void a_role_of_one_orthanc_counts_at_its_plugin_and_at_no_other() {
        String key = RestKeys.none(realm, "relay-elsewhere").key();
        Doors viewers = doors.as(SeveralResourceServers.VIEWERS, SeveralResourceServers.SECRET);

        assertThat(texts(profile(viewers, "api-key", key), "permissions")).contains("upload");
        assertThat(texts(profile("api-key", key), "permissions"))
                .containsExactly("api-keys", "download", "view");
    }

    @Test
    void orthanc_is_not_told_that_the_key_opens_a_study_by_itself() {
        ObjectNode question =
                Doors.tokenIn("api-key", RestKeys.none(realm, RelayRealm.RELAY).key());
        question.put("level", "study").put("method", "get").put("dicom-uid", Samples.A);

        Answer answer = doors.validate(question.toString());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("granted").booleanValue()).isFalse();
    }

    // Anywhere else

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("holders")
    void every_other_door_answers_as_to_a_key_that_nobody_has(String holder, String how) {
        JsonNode made = RestKeys.none(realm, holder).made(RestKeys.wanted());
        String key = RestKeys.text(made);
        String nobodys = key.substring(0, key.length() - 43) + "A".repeat(43);

        for (List<String> door : TestTable.rows(PluginOnlyKeysIT.class, "plugin-only-doors.tsv")) {
            Answer answer = knock(door, key, RestKeys.id(made));
            Answer unknown = knock(door, nobodys, RestKeys.id(made));

            assertThat(answer.status()).as("%s %s", door, how).isEqualTo(status(door));
            assertThat(seen(answer)).as("%s %s", door, how).isEqualTo(seen(unknown));
        }
    }

    static Stream<Arguments> holders() {
        return TestTable.of(PluginOnlyKeysIT.class, "plugin-only-holders.tsv");
    }

    private static int status(List<String> door) {
        return Integer.parseInt(door.get(4));
    }

    private static List<String> seen(Answer answer) {
        return List.of(
                String.valueOf(answer.status()),
                answer.reason(),
                answer.header("WWW-Authenticate"),
                answer.header("X-Dicom-Access-Target"),
                answer.header("X-Dicom-Access-Forward-Token"),
                answer.header("Cache-Control"),
                answer.body());
    }

    private Answer knock(List<String> door, String key, String id) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                        URI.create(realm.getBaseUrl() + filled(door.get(1), key, id)));
        for (String header : door.get(2).split("\\|", -1)) {
            String[] parts = filled(header, key, id).split(": ", 2);
            request.header(parts[0], parts[1]);
        }
        String body = filled(door.get(3), key, id);
        return Doors.send(
                request.method(
                                door.get(0),
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build());
    }

    private static String filled(String text, String key, String id) {
        return Samples.filled(
                text.replace("{key}", key)
                        .replace("{id}", id)
                        .replace(
                                "{basic}",
                                "Authorization: "
                                        + Doors.basic(Doors.RESOURCE_SERVER, Doors.SECRET)));
    }

    @Test
    void not_even_where_orthanc_decides_by_labels_does_its_own_role_reach_further() {
        String key = RestKeys.none(realm, RelayRealm.AND_LIMITED).key();
        ClientAttributes.set(realm, "orthanc", "dicom-access.labels-decided-behind", "true");

        Answer answer = check("api-key", key, "GET", METADATA);

        ClientAttributes.set(realm, "orthanc", "dicom-access.labels-decided-behind", "false");
        assertThat(answer(answer)).isEqualTo("401 token_invalid");
        assertThat(answer.header("X-Dicom-Access-Forward-Token")).isEmpty();
    }

    @Test
    void a_refused_key_was_not_used() {
        RestKeys keys = RestKeys.none(realm, RelayRealm.RELAY);
        JsonNode made = keys.made(RestKeys.wanted());

        check("api-key", RestKeys.text(made), "GET", METADATA);
        assertThat(keys.get(RestKeys.id(made)).json().has("last_use_at")).isFalse();

        profile("api-key", RestKeys.text(made));
        assertThat(keys.get(RestKeys.id(made)).json().has("last_use_at")).isTrue();
    }

    // People who sign in

    @ParameterizedTest
    @CsvSource({
        "relay, 403 study_not_granted, 403 study_not_granted, api-keys, ''",
        "relay-and-scripter, 200 granted, 403 action_not_granted, 'api-keys,download,view', *",
        "relay-and-limited, 403 labels_not_known, 403 labels_not_known, 'api-keys,view', research"
    })
    void who_signs_in_has_what_the_other_roles_give(
            String holder, String looking, String storing, String permissions, String labels) {
        String token = Logins.accessToken(realm, "ohif", holder);

        assertThat(answer(check("Authorization", "Bearer " + token, "GET", METADATA)))
                .isEqualTo(looking);
        assertThat(answer(check("Authorization", "Bearer " + token, "POST", STORED)))
                .isEqualTo(storing);
        JsonNode profile = profile("token", token);
        assertThat(texts(profile, "permissions")).containsExactly(permissions.split(","));
        assertThat(String.join(",", texts(profile, "authorized-labels"))).isEqualTo(labels);
    }

    @Test
    void the_permission_to_make_keys_does_not_come_from_it() {
        change(Map.of("dicom-access.permissions", List.of("api-keys", "all")));
        realm.admin()
                .users()
                .get(Logins.userId(realm, RelayRealm.RELAY))
                .roles()
                .realmLevel()
                .remove(List.of(role(KeyRealm.KEY_DOCTOR).toRepresentation()));
        realm.cleanup().add(r -> restoreKeys());

        Answer answer = RestKeys.of(realm, RelayRealm.RELAY).make(RestKeys.wanted().toString());

        assertThat(answer(answer)).isEqualTo("403 no_permission");
    }

    private void restoreKeys() {
        realm.admin()
                .users()
                .get(Logins.userId(realm, RelayRealm.RELAY))
                .roles()
                .realmLevel()
                .add(List.of(role(KeyRealm.KEY_DOCTOR).toRepresentation()));
    }

    // What is written there

    @ParameterizedTest(name = "\"{0}\" -> {1}")
    @MethodSource("values")
    void anything_but_false_counts(String value, String answer) {
        String key = RestKeys.none(realm, RelayRealm.RELAY).key();

        change(Map.of(PLUGIN_ONLY, List.of(value)));

        assertThat(answer(check("api-key", key, "GET", METADATA))).isEqualTo(answer);
        assertThat(texts(profile("api-key", key), "permissions")).contains("upload");
    }

    static Stream<Arguments> values() {
        return TestTable.of(PluginOnlyKeysIT.class, "plugin-only-values.tsv");
    }

    @Test
    void a_role_that_is_given_it_later_closes_the_key_with_the_next_call() {
        String key = RestKeys.none(realm, KeyRealm.SCRIPTER).key();
        assertThat(answer(check("api-key", key, "GET", METADATA))).isEqualTo("200 granted");

        change(KeyRealm.SCRIPTER, Map.of(PLUGIN_ONLY, List.of("true")));

        assertThat(answer(check("api-key", key, "GET", METADATA))).isEqualTo("401 token_invalid");
    }

    @Test
    void the_editor_of_roles_changes_what_the_role_gives_and_leaves_it_where_it_counts() {
        String key = RestKeys.none(realm, RelayRealm.RELAY).key();
        RoleRepresentation before = role(RelayRealm.RELAY).toRepresentation();
        realm.cleanup().add(r -> role(RelayRealm.RELAY).update(before));
        ObjectNode table = (ObjectNode) doors.asResourceServer("GET", "settings/roles", "").json();
        ObjectNode rights = (ObjectNode) table.path("roles").path(RelayRealm.RELAY);
        assertThat(rights.fieldNames()).toIterable().hasSize(2);
        rights.putArray("permissions").add("view");

        Answer written = doors.asResourceServer("PUT", "settings/roles", table.toString());

        assertThat(written.status()).as(written.body()).isEqualTo(200);
        assertThat(role(RelayRealm.RELAY).toRepresentation().getAttributes())
                .containsEntry(PLUGIN_ONLY, List.of("true"))
                .containsEntry("dicom-access.permissions", List.of("view"));
        assertThat(answer(check("api-key", key, "GET", METADATA))).isEqualTo("401 token_invalid");
    }

    private void change(Map<String, List<String>> attributes) {
        change(RelayRealm.RELAY, attributes);
    }

    private void change(String name, Map<String, List<String>> attributes) {
        RoleRepresentation before = role(name).toRepresentation();
        realm.cleanup().add(r -> role(name).update(before));
        RoleRepresentation changed = role(name).toRepresentation();
        changed.getAttributes().putAll(attributes);
        role(name).update(changed);
    }

    private RoleResource role(String name) {
        return realm.admin().roles().get(name);
    }

    private Answer check(String header, String value, String method, String uri) {
        return doors.check(header, value, "X-Original-Method", method, "X-Original-URI", uri);
    }

    private static String answer(Answer answer) {
        return answer.status() + " " + answer.reason();
    }

    private JsonNode profile(String header, String value) {
        return profile(doors, header, value);
    }

    private static JsonNode profile(Doors doors, String header, String value) {
        Answer answer = doors.profile(Doors.tokenIn(header, value).toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> texts(JsonNode profile, String field) {
        return StreamSupport.stream(profile.path(field).spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
