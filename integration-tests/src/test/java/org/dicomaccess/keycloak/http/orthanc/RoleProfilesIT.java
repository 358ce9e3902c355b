package org.dicomaccess.keycloak.http.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.OrganizationGroupResource;
import org.keycloak.admin.client.resource.OrganizationResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** What people's roles give them in Orthanc, and what anybody may do without signing in. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class RoleProfilesIT {
    private static final String MATRIX = "roles-and-routes.tsv";
    private static final String COMBINE = "dicom-access.combine-roles";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = RolesAndLabels.class)
    ManagedRealm realm;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("usersAndRoles")
    void a_profile_is_what_the_roles_give_at_this_resource_server(
            String user,
            String combine,
            String permissions,
            String labels,
            String permissionsElsewhere,
            String labelsElsewhere) {
        realm.updateWithCleanup(r -> r.attribute(COMBINE, combine));

        assertProfile(
                doors.profileOfToken(Logins.accessToken(realm, "ohif", user)), permissions, labels);
        assertProfile(
                doors.as(SeveralResourceServers.TAKES_LOGINS, SeveralResourceServers.SECRET)
                        .profileOfToken(
                                Logins.accessToken(realm, SeveralResourceServers.PORTAL, user)),
                permissionsElsewhere,
                labelsElsewhere);
    }

    static Stream<Arguments> usersAndRoles() {
        return TestTable.of(RoleProfilesIT.class, "users-and-roles.tsv");
    }

    @Test
    void without_the_setting_roles_do_not_widen_each_other() {
        realm.updateWithCleanup(r -> r.attribute(COMBINE, ""));

        assertProfile(profileOf("two"), "view", "a b");
    }

    @Test
    void a_combination_that_nobody_knows_opens_nothing() {
        realm.updateWithCleanup(r -> r.attribute(COMBINE, "widest"));

        Answer answer = profileOf("two");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error").textValue()).isEqualTo("invalid_setting");
        realm.updateWithCleanup(r -> r.attribute(COMBINE, "narrow"));
    }

    @Test
    void every_user_opens_of_every_route_what_their_roles_give_and_no_more() {
        PermissionsList plugin = PermissionsList.read();
        List<String> users = columns();
        Map<String, JsonNode> profiles = profiles(users);
        List<String> wrong = new ArrayList<>();

        for (List<String> row : TestTable.rows(getClass(), MATRIX)) {
            Set<String> labels = row.get(2).matches("none|-") ? Set.of() : words(row.get(2));
            for (int i = 0; i < users.size(); i++) {
                boolean opens =
                        plugin.opens(profiles.get(users.get(i)), row.get(0), row.get(1), labels);
                if (!row.get(i + 3).equals(opens ? "yes" : "no")) {
                    wrong.add("%s: %s".formatted(users.get(i), row.subList(0, 3)));
                }
            }
        }

        assertThat(users).hasSizeGreaterThan(10);
        assertThat(wrong).isEmpty();
    }

    private static List<String> columns() {
        String head =
                TestTable.lines(RoleProfilesIT.class, MATRIX).stream()
                        .filter(line -> !line.startsWith("#"))
                        .findFirst()
                        .orElseThrow();
        List<String> names = Arrays.asList(head.split("\t", -1));
        return names.subList(3, names.size());
    }

    /** The real ones; a name with {@code +union} is of a realm that puts roles together so. */
    private Map<String, JsonNode> profiles(List<String> users) {
        Map<String, JsonNode> profiles = new HashMap<>();
        for (String combine : List.of("narrow", "union")) {
            realm.updateWithCleanup(r -> r.attribute(COMBINE, combine));
            for (String user : users) {
                if (user.endsWith("+union") == combine.equals("union")) {
                    profiles.put(user, profileOf(user.replace("+union", "")).json());
                }
            }
        }
        return profiles;
    }

    // Organizations

    @Test
    void a_role_of_an_organizations_group_counts_for_its_members() {
        String member = Logins.userId(realm, "newcomer");
        OrganizationResource organization = organization("clinic");
        organization.members().addMember(member).close();
        OrganizationGroupResource ward = group(organization, "ward");
        give(ward, "reader");
        OrganizationGroupResource night = subGroup(organization, ward, "night");
        give(night, "chief");

        assertProfile(profileOf("newcomer"), "", "");

        ward.addMember(member);

        assertProfile(profileOf("newcomer"), "download view", "a");

        ward.removeMember(member);
        night.addMember(member);

        assertProfile(profileOf("newcomer"), "view", "a b");

        enable(organization, false);

        assertProfile(profileOf("newcomer"), "", "");

        enable(organization, true);

        assertProfile(profileOf("newcomer"), "view", "a b");

        organization.members().member(member).delete().close();

        assertProfile(profileOf("newcomer"), "", "");

        organization.delete().close();
    }

    private static void enable(OrganizationResource organization, boolean enabled) {
        OrganizationRepresentation changed = organization.toRepresentation();
        changed.setEnabled(enabled);
        organization.update(changed).close();
    }

    private static OrganizationGroupResource group(OrganizationResource organization, String name) {
        return organization
                .groups()
                .group(
                        CreatedResponseUtil.getCreatedId(
                                organization.groups().addTopLevelGroup(named(name))));
    }

    private static OrganizationGroupResource subGroup(
            OrganizationResource organization, OrganizationGroupResource group, String name) {
        return organization
                .groups()
                .group(CreatedResponseUtil.getCreatedId(group.addSubGroup(named(name))));
    }

    private static GroupRepresentation named(String name) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        return group;
    }

    private void give(OrganizationGroupResource group, String role) {
        RoleRepresentation given = realm.admin().roles().get(role).toRepresentation();
        group.roles().realmLevel().add(List.of(given));
    }

    private OrganizationResource organization(String name) {
        OrganizationRepresentation organization = new OrganizationRepresentation();
        organization.setName(name);
        organization.setAlias(name);
        organization.addDomain(new OrganizationDomainRepresentation(name + ".example"));
        String id =
                CreatedResponseUtil.getCreatedId(
                        realm.admin().organizations().create(organization));
        return realm.admin().organizations().get(id);
    }

    // Without signing in

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"token-key\": \"\", \"token-value\": \"\"}",
                "{\"token-key\": \"token\", \"token-value\": \"nonsense\"}",
                "{\"token-key\": \"Authorization\", \"token-value\": \"Bearer nonsense\"}",
                "{\"token-key\": \"Authorization\", \"token-value\": \"Basic b3J0aGFuYzp4\"}"
            })
    void a_realm_may_let_everybody_do_something(String request) {
        anonymous("view our-own", "teaching public");

        Answer answer = doors.profile(request);

        assertProfile(answer, "our-own view", "public teaching");
        assertThat(answer.json().path("name").textValue()).isEqualTo("anonymous");
        assertThat(answer.json().has("user-id")).isFalse();
        assertThat(answer.json().path("validity").intValue()).isBetween(1, 15);
    }

    @Test
    void a_token_that_is_nobodys_here_takes_nothing_away() {
        anonymous("view", "*");
        String elsewhere = Logins.accessToken(realm, SeveralResourceServers.PORTAL, "doctor");

        assertProfile(doors.profileOfToken(elsewhere), "view", "*");
    }

    @Test
    void what_everybody_may_do_is_not_added_to_what_somebody_may() {
        anonymous("view our-own", "*");

        assertProfile(profileOf("reader"), "download view", "a");
        assertProfile(
                doors.profileOfToken(Samples.tokenOfA(doors, "read")),
                "share-lock share-view-only",
                "");
    }

    @Test
    void behind_another_server_id_nobody_may_do_what_everybody_may() {
        anonymous("view", "*");
        Doors named = doors.as(SeveralResourceServers.NAMED, SeveralResourceServers.SECRET);

        assertProfile(named.profile("{}"), "", "");
        assertProfile(named.profile("{\"server-id\": \"orthanc-other\"}"), "", "");
        assertProfile(
                named.profile(
                        "{\"server-id\": \"%s\"}".formatted(SeveralResourceServers.SERVER_ID)),
                "view",
                "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"share-lock", "view share-view-only"})
    void the_locks_of_shares_cannot_be_given_to_everybody(String permissions) {
        anonymous(permissions, "*");

        assertThat(doors.profile("{}").status()).isEqualTo(503);

        anonymous("", "");
    }

    private void anonymous(String permissions, String labels) {
        realm.updateWithCleanup(
                r ->
                        r.attribute("dicom-access.anonymous-permissions", permissions)
                                .attribute("dicom-access.anonymous-labels", labels));
        Consumer<String> forget =
                name ->
                        realm.cleanup()
                                .add(
                                        admin -> {
                                            var was = admin.toRepresentation();
                                            was.getAttributes().put(name, "");
                                            admin.update(was);
                                        });
        forget.accept("dicom-access.anonymous-permissions");
        forget.accept("dicom-access.anonymous-labels");
    }

    private Answer profileOf(String user) {
        return doors.profileOfToken(
                user.equals("anonymous") ? "" : Logins.accessToken(realm, "ohif", user));
    }

    private static void assertProfile(Answer answer, String permissions, String labels) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("permissions"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrderElementsOf(words(permissions));
        assertThat(answer.json().path("authorized-labels"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrderElementsOf(words(labels));
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
