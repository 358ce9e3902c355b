package org.dicomaccess.keycloak.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
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
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectAdminClient;
import org.keycloak.testframework.annotations.InjectAdminEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.AdminEvents;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.realm.UserBuilder;

/** Taking over the file in which a site kept what its roles give beside Keycloak. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class PermissionsFileIT {
    private static final String WATCHER = "watcher";
    private static final String MANAGER = "manager";

    private static final String FILE =
            """
            {
              "comment": "our roles",
              "roles": {
                "doctor": {"authorized-labels": ["*"], "permissions": ["view", "share"]},
                "radiology-team": {
                  "authorized-labels": ["radiology", "CT_2"],
                  "permissions": ["view", "download", "our-own"],
                  "display-name": "Radiology"
                },
                "external": {"authorized-labels": ["external"], "permissions": ["view"]}
              },
              "available-labels": ["radiology", "CT_2", "external"]
            }
            """;

    private static final String REPORT =
            """
            {'dry_run': %s,
             'roles': [
               {'name': 'doctor', 'outcome': 'changed',
                'before': {'authorized-labels': ['*'],
                           'permissions': ['download', 'send', 'share', 'view']},
                'after': {'authorized-labels': ['*'], 'permissions': ['share', 'view']}},
               {'name': 'external', 'outcome': 'unchanged',
                'before': {'authorized-labels': ['external'], 'permissions': ['view']},
                'after': {'authorized-labels': ['external'], 'permissions': ['view']}},
               {'name': 'radiology-team', 'outcome': 'created',
                'after': {'authorized-labels': ['CT_2', 'radiology'],
                          'permissions': ['download', 'our-own', 'view']}}],
             'available_labels': {'outcome': 'changed', 'before': [],
                                  'after': ['CT_2', 'external', 'radiology']},
             'not_taken_over': [
               {'field': 'comment', 'reason': 'is not known'},
               {'field': 'roles.radiology-team.display-name', 'reason': 'is not known'}]}
            """;

    @InjectRealm(fromJson = "/orthanc-realm.json", config = Administered.class)
    ManagedRealm realm;

    @InjectAdminClient Keycloak admin;

    @InjectAdminEvents AdminEvents events;

    private String manager;

    @BeforeEach
    void sign_in() {
        manager = Logins.accessToken(realm, "admin-cli", MANAGER);
        events.skipAll();
    }

    @AfterEach
    void put_back() {
        if (roleNames().contains("radiology-team")) {
            realm.admin().roles().deleteRole("radiology-team");
        }
        Answer answer =
                send(
                        manager,
                        "",
                        """
                        {"roles": {"doctor": {"authorized-labels": ["*"],
                            "permissions": ["view", "download", "send", "share"]}},
                         "available-labels": []}
                        """);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void a_file_becomes_roles_and_the_answer_says_what_became_of_each() {
        Answer answer = send(manager, "", FILE);

        assertReport(answer, false);
        assertThat(attributes("radiology-team"))
                .isEqualTo(
                        Map.of(
                                "dicom-access.permissions",
                                List.of("download", "our-own", "view"),
                                "dicom-access.labels",
                                List.of("CT_2", "radiology")));
        assertThat(attributes("doctor"))
                .containsEntry("dicom-access.permissions", List.of("share", "view"));
        assertThat(attributes("admin")).containsEntry("dicom-access.permissions", List.of("all"));
        assertThat(
                        realm.admin()
                                .toRepresentation()
                                .getAttributes()
                                .get("dicom-access.available-labels"))
                .isEqualTo("CT_2 external radiology");
    }

    @Test
    void where_a_role_counts_stays_as_it_was() {
        RoleRepresentation before = realm.admin().roles().get("doctor").toRepresentation();
        realm.cleanup().add(r -> r.roles().get("doctor").update(before));
        RoleRepresentation marked = realm.admin().roles().get("doctor").toRepresentation();
        marked.getAttributes().put("dicom-access.plugin-only", List.of("true"));
        realm.admin().roles().get("doctor").update(marked);

        send(manager, "", FILE);

        assertThat(attributes("doctor"))
                .containsEntry("dicom-access.permissions", List.of("share", "view"))
                .containsEntry("dicom-access.plugin-only", List.of("true"));
    }

    @Test
    void a_dry_run_says_the_same_and_changes_nothing() {
        Answer answer = send(manager, "?dry-run=true", FILE);

        assertReport(answer, true);
        assertThat(roleNames()).doesNotContain("radiology-team");
        assertThat(attributes("doctor"))
                .containsEntry(
                        "dicom-access.permissions", List.of("download", "send", "share", "view"));
        assertThat(realm.admin().toRepresentation().getAttributes())
                .doesNotContainKey("dicom-access.available-labels");
        assertThat(events.poll()).isNull();
    }

    @Test
    void what_was_taken_over_is_in_force_and_in_the_editor() {
        send(manager, "?dry-run=false", FILE);

        Doors doors = new Doors(realm.getBaseUrl());
        JsonNode profile = doors.profileOfToken(Logins.accessToken(realm, "ohif", "doctor")).json();
        assertThat(profile.path("permissions")).hasToString("[\"share\",\"view\"]");
        JsonNode table = doors.asResourceServer("GET", "settings/roles", "").json();
        assertThat(table.path("roles").has("radiology-team")).isTrue();
        assertThat(table.path("available-labels")).hasSize(3);
    }

    @Test
    void taking_it_over_again_changes_nothing() {
        send(manager, "", FILE);
        events.skipAll();

        JsonNode report = send(manager, "", FILE).json();

        report.path("roles")
                .forEach(role -> assertThat(role.path("outcome").asText()).isEqualTo("unchanged"));
        assertThat(report.path("available_labels").path("outcome").asText()).isEqualTo("unchanged");
        assertThat(events.poll()).isNull();
    }

    @Test
    void a_file_without_labels_to_choose_from_leaves_them_as_they_are() {
        send(manager, "", FILE);

        JsonNode report =
                send(
                                manager,
                                "",
                                """
                                {"roles": {"external":
                                    {"authorized-labels": ["external"], "permissions": ["view"]}}}
                                """)
                        .json();

        assertThat(report.path("available_labels").path("outcome").asText()).isEqualTo("unchanged");
        assertThat(report.path("available_labels").path("after")).hasSize(3);
    }

    @Test
    void every_role_that_was_made_or_changed_is_an_admin_event() {
        send(manager, "", FILE);

        List<AdminEventRepresentation> told = new ArrayList<>();
        Stream.generate(events::poll).takeWhile(event -> event != null).forEach(told::add);
        assertThat(told)
                .extracting(
                        event ->
                                event.getOperationType()
                                        + " "
                                        + event.getResourceType()
                                        + " "
                                        + event.getResourcePath())
                .containsExactlyInAnyOrder(
                        "UPDATE REALM_ROLE roles/doctor",
                        "CREATE REALM_ROLE roles/radiology-team",
                        "UPDATE REALM ");
        assertThat(told)
                .allSatisfy(
                        event ->
                                assertThat(event.getAuthDetails().getUserId())
                                        .isEqualTo(Logins.userId(realm, MANAGER)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badFiles")
    void a_file_with_a_fault_is_refused_by_the_name_of_its_field(String file, String field) {
        for (String query : List.of("", "?dry-run=true")) {
            assertBad(send(manager, query, file), field);
        }
        assertThat(events.poll()).isNull();
    }

    static Stream<Arguments> badFiles() {
        return TestTable.of(PermissionsFileIT.class, "bad-permissions-files.tsv");
    }

    @Test
    void a_name_that_is_there_twice_is_named() {
        Answer answer =
                send(
                        manager,
                        "",
                        """
                        {"roles": {
                           "doctor": {"authorized-labels": [], "permissions": []},
                           "doctor": {"authorized-labels": ["*"], "permissions": ["all"]}}}
                        """);

        assertBad(answer, "body");
        assertThat(answer.json().path("error_description").textValue()).endsWith("/roles/doctor");
        assertThat(events.poll()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dry-run=yes", "?dry-run=", "?dry-run", "?dry-run=true&dry-run=false"})
    void a_dry_run_that_is_neither_true_nor_false_is_refused(String query) {
        assertBad(send(manager, query, FILE), "dry-run");
        assertThat(roleNames()).doesNotContain("radiology-team");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryrun=true", "?dry_run=true", "?Dry-Run=true", "?a"})
    void an_argument_that_is_not_known_writes_nothing(String query) {
        assertBad(send(manager, query, FILE), "query");
        assertThat(roleNames()).doesNotContain("radiology-team");
    }

    @Test
    void only_whoever_may_manage_the_realm_takes_over_anything() {
        for (String user : List.of(WATCHER, "doctor", "admin")) {
            String token = Logins.accessToken(realm, "admin-cli", user);
            for (String query : List.of("", "?dry-run=true", "?dry-run=perhaps")) {
                for (String file : List.of(FILE, "{")) {
                    assertThat(send(token, query, file).status()).isEqualTo(403);
                }
            }
        }
        assertThat(send("", "", FILE).status()).isEqualTo(401);
        assertThat(roleNames()).doesNotContain("radiology-team");

        String master = admin.tokenManager().getAccessTokenString();
        assertThat(send(master, "?dry-run=true", FILE).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void there_is_nothing_but_posting_it(String method) {
        Answer answer = send(method, manager, "", method.startsWith("P") ? FILE : "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @Test
    void in_a_realm_without_the_endpoint_nothing_is_there() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.enabled", "false"));

        assertThat(send(manager, "", FILE).status()).isEqualTo(404);

        realm.updateWithCleanup(r -> r.attribute("dicom-access.enabled", "true"));
    }

    private static void assertReport(Answer answer, boolean dryRun) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(JsonPattern.of(REPORT.formatted(dryRun)).differences(answer.json())).isEmpty();
    }

    private static void assertBad(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_request");
        assertThat(answer.json().path("error_description").textValue()).startsWith(field + ": ");
    }

    private List<String> roleNames() {
        return realm.admin().roles().list().stream().map(RoleRepresentation::getName).toList();
    }

    private Map<String, List<String>> attributes(String role) {
        Map<String, List<String>> attributes =
                realm.admin().roles().get(role).toRepresentation().getAttributes();
        attributes.replaceAll((name, values) -> values.stream().sorted().toList());
        return attributes;
    }

    private Answer send(String token, String query, String file) {
        return send("POST", token, query, file);
    }

    private Answer send(String method, String token, String query, String file) {
        String root = realm.getBaseUrl().replace("/realms/", "/admin/realms/");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + "/dicom-access/permissions-file" + query))
                        .method(
                                method,
                                file.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(file));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return Doors.send(request.build());
    }

    static final class Administered implements RealmConfig {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return new SeveralResourceServers()
                    .configure(realm)
                    .users(
                            administrator(WATCHER, "view-realm"),
                            administrator(MANAGER, "view-realm", "manage-realm"));
        }

        private static UserBuilder administrator(String name, String... roles) {
            return UserBuilder.create(name)
                    .enabled(true)
                    .email(name + "@orthanc.example")
                    .emailVerified(true)
                    .name("Somebody", "Administrating")
                    .password(name)
                    .clientRoles("realm-management", roles);
        }
    }
}
