package org.dicomaccess.keycloak.http.roles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.ClientAttributes;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectAdminEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.AdminEvents;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.realm.RoleBuilder;

/** The roles as Orthanc Explorer 2's editor reads and writes them. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class RolesEditorIT {
    private static final String PATH = "settings/roles";
    private static final String PERMISSIONS = "dicom-access.permissions";
    private static final String LABELS = "dicom-access.labels";
    private static final int WRITERS = 40;

    @InjectRealm(fromJson = "/orthanc-realm.json", config = WithRolesOfClients.class)
    ManagedRealm realm;

    @InjectAdminEvents AdminEvents events;

    private Doors doors;
    private ObjectNode before;

    @BeforeEach
    void read() {
        doors = new Doors(realm.getBaseUrl());
        before = table();
        events.skipAll();
    }

    @AfterEach
    void put_back() {
        overwrite(before);
    }

    // Reading

    @Test
    void realm_roles_have_their_name_and_those_of_the_resource_server_its_client_id_too() {
        JsonNode roles = before.path("roles");

        assertThat(names(roles))
                .containsExactly(
                        "admin",
                        "default-roles-orthanc",
                        "doctor",
                        "external",
                        "locum",
                        "orthanc/reader",
                        "orthanc/writer",
                        "presenter");
        assertRights(roles.path("doctor"), "['*']", "['download', 'send', 'share', 'view']");
        assertRights(roles.path("orthanc/reader"), "['a', 'b']", "['view']");
        assertRights(roles.path("orthanc/writer"), "[]", "[]");
        assertRights(roles.path("default-roles-orthanc"), "[]", "[]");
        assertThat(before.path("available-labels").isArray()).isTrue();
        assertThat(before.path("available-labels")).isEmpty();
    }

    @Test
    void another_resource_server_sees_its_own_roles() {
        JsonNode roles = as(SeveralResourceServers.VIEWERS, "GET", "").json().path("roles");

        assertThat(names(roles))
                .contains("doctor", "viewers/radiographer")
                .doesNotContain("orthanc/reader");
    }

    @Test
    void blank_values_and_repetitions_in_the_console_are_not_there() {
        set("doctor", List.of("view", " ", "view"), List.of("b", "a", ""));

        assertRights(table().path("roles").path("doctor"), "['a', 'b']", "['view']");
    }

    @Test
    void the_version_stands_for_the_content_and_is_the_entity_tag() {
        Answer answer = doors.asResourceServer("GET", PATH, "");
        String version = answer.json().path("version").textValue();

        assertThat(version).matches("[A-Za-z0-9_-]{43}");
        assertThat(answer.header("ETag")).isEqualTo('"' + version + '"');
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(table().path("version").textValue()).isEqualTo(version);
        set("doctor", List.of("view"), List.of("*"));
        assertThat(table().path("version").textValue()).isNotEqualTo(version);
    }

    // Writing

    @Test
    void what_is_written_is_in_the_attributes_of_the_roles() {
        ObjectNode wanted = before.deepCopy();
        give(wanted, "doctor", List.of("view", "our-own"), List.of("b", "a"));
        give(wanted, "orthanc/writer", List.of("upload"), List.of("*"));

        Answer answer = write(wanted);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(attributes("doctor"))
                .containsEntry(PERMISSIONS, List.of("our-own", "view"))
                .containsEntry(LABELS, List.of("a", "b"));
        assertThat(clientRole("writer").getAttributes())
                .isEqualTo(Map.of(PERMISSIONS, List.of("upload"), LABELS, List.of("*")));
        assertThat(answer.json()).isEqualTo(table());
        assertThat(answer.header("ETag")).isEqualTo(quoted(table()));
    }

    @Test
    void it_is_in_force_with_the_next_profile() {
        String token = Logins.accessToken(realm, "ohif", "doctor");
        ObjectNode wanted = before.deepCopy();
        give(wanted, "doctor", List.of("view"), List.of("teaching"));

        write(wanted);

        JsonNode profile = doors.profileOfToken(token).json();
        assertThat(profile.path("permissions")).hasToString("[\"view\"]");
        assertThat(profile.path("authorized-labels")).hasToString("[\"teaching\"]");
    }

    @Test
    void a_role_that_is_left_out_loses_both_attributes_and_no_other() {
        RoleRepresentation doctor = realm.admin().roles().get("doctor").toRepresentation();
        doctor.getAttributes().put("phone", List.of("1234"));
        realm.admin().roles().get("doctor").update(doctor);
        ObjectNode wanted = before.deepCopy();
        ((ObjectNode) wanted.path("roles")).remove("doctor");

        Answer answer = write(wanted);

        assertThat(attributes("doctor")).isEqualTo(Map.of("phone", List.of("1234")));
        assertRights(answer.json().path("roles").path("doctor"), "[]", "[]");
        assertRights(answer.json().path("roles").path("admin"), "['*']", "['all']");
    }

    @Test
    void the_labels_to_choose_from_are_a_setting_of_the_realm() {
        ObjectNode wanted = before.deepCopy();
        wanted.putArray("available-labels").add("b-2").add("A_1").add("b-2");

        Answer answer = write(wanted);

        assertThat(answer.json().path("available-labels")).hasToString("[\"A_1\",\"b-2\"]");
        assertThat(realmAttribute("dicom-access.available-labels")).isEqualTo("A_1 b-2");
        assertThat(table().path("available-labels")).hasToString("[\"A_1\",\"b-2\"]");

        overwrite(before);
        assertThat(realmAttribute("dicom-access.available-labels")).isNull();
    }

    @Test
    void fields_that_nobody_knows_are_ignored() {
        ObjectNode wanted = before.deepCopy();
        wanted.put("server-id", "orthanc-main").put("colour", "blue");
        ((ObjectNode) wanted.path("roles").path("doctor")).put("colour", "red");

        assertThat(write(wanted).status()).isEqualTo(200);
        assertThat(table()).isEqualTo(before);
    }

    @Test
    void a_thousand_labels_are_kept() {
        ObjectNode wanted = before.deepCopy();
        ArrayNode labels = wanted.putArray("available-labels");
        IntStream.range(0, 1000).forEach(i -> labels.add("label-number-" + i));

        assertThat(write(wanted).status()).isEqualTo(200);
        assertThat(table().path("available-labels")).hasSize(1000);
    }

    // Refusing

    @Test
    void roles_that_do_not_exist_are_refused_by_name_and_nothing_is_written() {
        ObjectNode wanted = before.deepCopy();
        give(wanted, "doctor", List.of("all"), List.of("*"));
        give(wanted, "ghost", List.of("view"), List.of("*"));
        give(wanted, "phantom", List.of("view"), List.of("*"));
        wanted.putArray("available-labels").add("a");

        Answer answer = write(wanted);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_request");
        assertThat(answer.json().path("error_description").textValue())
                .isEqualTo("roles.ghost: is no role here; nor is roles.phantom");
        assertThat(table()).isEqualTo(before);
        assertThat(events.poll()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "offline_access",
                "uma_authorization",
                "reader",
                "viewers/radiographer",
                "realm-management/realm-admin",
                "Doctor",
                "doctor "
            })
    void roles_of_others_and_of_keycloak_itself_cannot_be_written(String role) {
        ObjectNode wanted = before.deepCopy();
        give(wanted, role, List.of("all"), List.of("*"));

        assertThat(write(wanted).json().path("error_description").textValue())
                .startsWith("roles." + role + ": ");
        assertThat(table()).isEqualTo(before);
    }

    @Test
    void another_server_id_than_the_configured_one_writes_nothing() {
        String named = SeveralResourceServers.NAMED;
        ClientAttributes.set(realm, named, "dicom-access.edits-roles", "true");
        ObjectNode wanted = (ObjectNode) as(named, "GET", "").json();
        give(wanted, "doctor", List.of(), List.of());

        for (String id : List.of("", "orthanc-other")) {
            Answer answer = as(named, "PUT", wanted.put("server-id", id).toString());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error_description").textValue())
                    .startsWith("server-id: ");
        }
        assertThat(table()).isEqualTo(before);
        wanted.put("server-id", SeveralResourceServers.SERVER_ID);
        assertThat(as(named, "PUT", wanted.toString()).status()).isEqualTo(200);
    }

    @Test
    void a_resource_server_that_was_not_told_to_edit_roles_reads_them_and_writes_nothing() {
        ObjectNode wanted = (ObjectNode) as(SeveralResourceServers.SEPARATE, "GET", "").json();
        give(wanted, "doctor", List.of("all"), List.of("*"));

        Answer answer = as(SeveralResourceServers.SEPARATE, "PUT", wanted.toString());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("error").textValue()).isEqualTo("access_denied");
        assertThat(table()).isEqualTo(before);
    }

    @Test
    void whoever_is_no_resource_server_reads_and_writes_nothing() {
        for (Doors stranger :
                List.of(
                        doors.withoutCredentials(),
                        doors.as("orthanc", "wrong"),
                        doors.as(SeveralResourceServers.UNMARKED, SeveralResourceServers.SECRET),
                        doors.as(SeveralResourceServers.DISABLED, SeveralResourceServers.SECRET))) {
            assertThat(stranger.asResourceServer("GET", PATH, "").status()).isEqualTo(401);
            assertThat(stranger.asResourceServer("PUT", PATH, before.toString()).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_realm_whose_labels_to_choose_from_are_wrong_says_so() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.available-labels", "a/b"));

        Answer answer = doors.asResourceServer("GET", PATH, "");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_setting");
        realm.updateWithCleanup(r -> r.attribute("dicom-access.available-labels", ""));
    }

    // Not overwriting what others wrote

    @Test
    void an_editor_that_sends_an_old_version_is_told() {
        ObjectNode first = changed(1);
        assertThat(write(first).status()).isEqualTo(200);

        Answer second = write(changed(2));

        assertConflict(second);
        assertThat(chosen()).isEqualTo(1);
    }

    @Test
    void what_was_answered_to_a_write_may_be_sent_back_changed() {
        JsonNode after = write(changed(1)).json();

        ObjectNode next = changed(2).put("version", after.path("version").textValue());

        assertThat(write(next).status()).isEqualTo(200);
        assertThat(chosen()).isEqualTo(2);
    }

    @Test
    void a_change_in_the_admin_console_is_a_change_too() {
        set("external", List.of("view"), List.of("elsewhere"));

        assertConflict(write(changed(1)));
    }

    @Test
    void so_is_a_role_that_was_made_or_removed() {
        realm.admin().roles().create(new RoleRepresentation("passing", "", false));
        try {
            assertConflict(write(changed(1)));
        } finally {
            realm.admin().roles().deleteRole("passing");
        }
        assertThat(write(changed(2)).status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "If-Match: {0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"{version}\" | 200",
                "\"x\", \"{version}\" | 200",
                "* | 200",
                "\"x\" | 409",
                "W/\"{version}\" | 409",
                "{version} | 409",
                "\"\" | 409",
                "nonsense | 409"
            })
    void the_entity_tag_does_what_the_version_does(String header, int status) {
        String version = before.path("version").textValue();
        ObjectNode wanted = changed(1);
        wanted.remove("version");

        Answer answer = write(wanted, "If-Match", header.replace("{version}", version));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(chosen()).isEqualTo(status == 200 ? 1 : 0);
    }

    @Test
    void where_both_are_sent_both_have_to_be_right() {
        assertConflict(write(changed(1), "If-Match", "\"x\""));
        assertConflict(write(changed(1).put("version", "x"), "If-Match", "*"));
        assertThat(write(changed(1), "If-Match", quoted(before)).status()).isEqualTo(200);
    }

    @Test
    void an_editor_without_versions_writes_after_it_has_read() {
        assertThat(write(withoutVersion(1)).status()).isEqualTo(200);

        assertConflict(write(withoutVersion(2)));

        table();
        assertThat(write(withoutVersion(2)).status()).isEqualTo(200);
        assertThat(chosen()).isEqualTo(2);
    }

    @Test
    void an_editor_without_versions_is_told_of_changes_since_the_last_read() {
        set("external", List.of("view"), List.of("elsewhere"));

        assertConflict(write(withoutVersion(1)));
    }

    @Test
    void what_another_resource_server_read_does_not_count() {
        set("external", List.of("view"), List.of("elsewhere"));
        as(SeveralResourceServers.VIEWERS, "GET", "");

        assertConflict(write(withoutVersion(1)));
    }

    @Test
    void a_resource_server_that_never_read_writes_nothing_without_a_version() {
        ClientAttributes.set(
                realm, SeveralResourceServers.SEPARATE, "dicom-access.edits-roles", "true");
        ObjectNode wanted = withoutVersion(1);
        ((ObjectNode) wanted.path("roles")).remove(List.of("orthanc/reader", "orthanc/writer"));

        assertConflict(as(SeveralResourceServers.SEPARATE, "PUT", wanted.toString()));
    }

    @Test
    void of_many_writers_with_one_version_exactly_one_gets_through() throws Exception {
        List<Answer> answers = atOnce(i -> write(changed(i + 1)));

        assertExactlyOneGotThrough(answers);
    }

    @Test
    void of_many_writers_without_a_version_exactly_one_gets_through() throws Exception {
        List<Answer> answers = atOnce(i -> write(withoutVersion(i + 1)));

        assertExactlyOneGotThrough(answers);
    }

    @Test
    void nobodys_change_is_lost_among_many_writers_that_try_again() throws Exception {
        List<Answer> answers =
                atOnce(
                        i -> {
                            while (true) {
                                ObjectNode wanted = table();
                                ((ArrayNode) wanted.path("available-labels")).add("label-" + i);
                                Answer answer = write(wanted);
                                if (answer.status() != 409) {
                                    return answer;
                                }
                            }
                        });

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(table().path("available-labels")).hasSize(WRITERS);
    }

    // Events

    @Test
    void each_changed_role_is_one_admin_event_by_the_client() {
        ObjectNode wanted = before.deepCopy();
        give(wanted, "doctor", List.of("view"), List.of("a"));
        give(wanted, "orthanc/writer", List.of("upload"), List.of("*"));
        String client = client().getId();
        events.skipAll();

        write(wanted);

        AdminEventRepresentation one = events.poll();
        AdminEventRepresentation other = events.poll();
        assertThat(events.poll()).isNull();
        assertThat(List.of(one, other))
                .allSatisfy(
                        event -> {
                            assertThat(event.getOperationType()).isEqualTo("UPDATE");
                            assertThat(event.getError()).isNull();
                            assertThat(event.getAuthDetails().getClientId()).isEqualTo(client);
                            assertThat(event.getAuthDetails().getUserId()).isNull();
                            assertThat(event.getAuthDetails().getIpAddress())
                                    .isEqualTo("127.0.0.1");
                        })
                .anySatisfy(
                        event -> {
                            assertThat(event.getResourceType()).isEqualTo("REALM_ROLE");
                            assertThat(event.getResourcePath()).isEqualTo("roles/doctor");
                            assertThat(event.getRepresentation())
                                    .contains("\"dicom-access.labels\":[\"a\"]");
                        })
                .anySatisfy(
                        event -> {
                            assertThat(event.getResourceType()).isEqualTo("CLIENT_ROLE");
                            assertThat(event.getResourcePath())
                                    .isEqualTo("clients/" + client + "/roles/writer");
                        });
    }

    @Test
    void changed_labels_to_choose_from_are_an_event_of_the_realm() {
        ObjectNode wanted = before.deepCopy();
        wanted.putArray("available-labels").add("a");

        write(wanted);

        AdminEventRepresentation event = events.poll();
        assertThat(event.getResourceType()).isEqualTo("REALM");
        assertThat(event.getOperationType()).isEqualTo("UPDATE");
        assertThat(event.getRepresentation()).contains("\"dicom-access.available-labels\":\"a\"");
        assertThat(events.poll()).isNull();
    }

    @Test
    void writing_what_is_there_is_no_event() {
        assertThat(write(before.deepCopy()).status()).isEqualTo(200);

        assertThat(events.poll()).isNull();
    }

    private void assertExactlyOneGotThrough(List<Answer> answers) {
        Set<Integer> through = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).status() == 200) {
                through.add(i + 1);
            } else {
                assertConflict(answers.get(i));
            }
        }
        assertThat(through).containsExactly(chosen());
    }

    private static List<Answer> atOnce(IntFunction<Answer> call)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Callable<Answer>> calls =
                IntStream.range(0, WRITERS)
                        .<Callable<Answer>>mapToObj(i -> () -> call.apply(i))
                        .toList();
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> answer : threads.invokeAll(calls)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        return answers;
    }

    private static void assertConflict(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(
                        JsonPattern.of("{'error': 'conflict', 'error_description': '<string>'}")
                                .differences(answer.json()))
                .isEmpty();
    }

    /** The table as it was read, with one number in it that tells who wrote it. */
    private ObjectNode changed(int number) {
        ObjectNode wanted = before.deepCopy();
        give(wanted, "external", List.of("view"), List.of("number-" + number));
        return wanted;
    }

    private ObjectNode withoutVersion(int number) {
        ObjectNode wanted = changed(number);
        wanted.remove("version");
        return wanted;
    }

    /** The number that is in the table; 0 for none. */
    private int chosen() {
        String label = attributes("external").get(LABELS).get(0);
        return label.startsWith("number-")
                ? Integer.parseInt(label.substring("number-".length()))
                : 0;
    }

    private static void give(
            ObjectNode table, String role, List<String> permissions, List<String> labels) {
        ObjectNode rights = ((ObjectNode) table.path("roles")).putObject(role);
        permissions.forEach(rights.putArray("permissions")::add);
        labels.forEach(rights.putArray("authorized-labels")::add);
    }

    /** As somebody does it in the admin console. */
    private void set(String name, List<String> permissions, List<String> labels) {
        RoleRepresentation role = realm.admin().roles().get(name).toRepresentation();
        role.setAttributes(Map.of(PERMISSIONS, permissions, LABELS, labels));
        realm.admin().roles().get(name).update(role);
    }

    private Map<String, List<String>> attributes(String role) {
        Map<String, List<String>> attributes =
                realm.admin().roles().get(role).toRepresentation().getAttributes();
        attributes.replaceAll((name, values) -> values.stream().sorted().toList());
        return attributes;
    }

    private RoleRepresentation clientRole(String name) {
        return realm.admin().clients().get(client().getId()).roles().get(name).toRepresentation();
    }

    private ClientRepresentation client() {
        return realm.admin().clients().findByClientId("orthanc").get(0);
    }

    private String realmAttribute(String name) {
        return realm.admin().toRepresentation().getAttributes().get(name);
    }

    private ObjectNode table() {
        Answer answer = doors.asResourceServer("GET", PATH, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return (ObjectNode) answer.json();
    }

    private Answer write(ObjectNode table) {
        return doors.asResourceServer("PUT", PATH, table.toString());
    }

    private Answer write(ObjectNode table, String header, String value) {
        return doors.send(
                "PUT",
                PATH,
                table.toString(),
                "Authorization",
                Doors.basic(Doors.RESOURCE_SERVER, Doors.SECRET),
                header,
                value);
    }

    /** Whatever is there. */
    private void overwrite(ObjectNode table) {
        ObjectNode wanted = table.deepCopy();
        wanted.remove("version");
        Answer answer = write(wanted, "If-Match", "*");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private Answer as(String resourceServer, String method, String body) {
        return doors.as(resourceServer, SeveralResourceServers.SECRET)
                .asResourceServer(method, PATH, body);
    }

    private static String quoted(JsonNode table) {
        return '"' + table.path("version").textValue() + '"';
    }

    private static List<String> names(JsonNode roles) {
        List<String> names = new ArrayList<>();
        roles.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void assertRights(JsonNode role, String labels, String permissions) {
        assertThat(
                        JsonPattern.of(
                                        "{'authorized-labels': %s, 'permissions': %s}"
                                                .formatted(labels, permissions))
                                .differences(role))
                .isEmpty();
    }

    static final class WithRolesOfClients implements RealmConfig {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return new SeveralResourceServers()
                    .configure(realm)
                    .clientRoles(
                            "orthanc",
                            RoleBuilder.create("reader")
                                    .attributes(
                                            Map.of(
                                                    PERMISSIONS,
                                                    List.of("view"),
                                                    LABELS,
                                                    List.of("b", "a"))),
                            RoleBuilder.create("writer"))
                    .clientRoles(
                            SeveralResourceServers.VIEWERS,
                            RoleBuilder.create("radiographer")
                                    .attributes(Map.of(PERMISSIONS, List.of("upload"))));
        }
    }
}
