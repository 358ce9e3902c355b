package org.dicomaccess.keycloak.http.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.JsonPattern;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.realm.RealmBuilder;
import org.keycloak.testframework.realm.RealmConfig;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What {@code user/get-profile} tells Orthanc about whoever sent a token. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class ProfileIT {
    private static final String ANONYMOUS =
            """
            {'name': 'anonymous', 'permissions': [], 'authorized-labels': [], 'groups': [],
             'validity': '<int 1..15>'}
            """;

    private static final String SHARE_TO_LOOK_AT =
            """
            {'name': 'share', 'permissions': ['share-lock', 'share-view-only'],
             'authorized-labels': [], 'groups': [], 'validity': '<int 1..15>'}
            """;

    private static final String SHARE_TO_DOWNLOAD =
            """
            {'name': 'share', 'permissions': ['share-lock'],
             'authorized-labels': [], 'groups': [], 'validity': '<int 1..15>'}
            """;

    private static final String DOCTOR =
            """
            {'name': 'Dora Doctor', 'user-id': '<id>',
             'permissions': ['download', 'send', 'share', 'view'],
             'authorized-labels': ['*'], 'groups': ['board', 'radiology'],
             'validity': '<int 1..15>'}
            """;

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    @InjectRealm(ref = "other", fromJson = "/orthanc-realm.json", config = OtherRealm.class)
    ManagedRealm otherRealm;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    // Nobody

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"server-id\": null, \"token-key\": \"\", \"token-value\": \"\"}",
                "{\"server-id\": \"x\", \"token-key\": \"Authorization\", \"token-value\": \"\"}",
                "{\"server-id\": null, \"token-key\": null, \"token-value\": null}",
                "{\"token-key\": \"token\", \"token-value\": \"nonsense\"}",
                "{\"token-key\": \"Authorization\", \"token-value\": \"Basic b3J0aGFuYzp4\"}",
                "{\"token-key\": \"Authorization\", \"token-value\": \"Bearer \"}",
                "{\"token-key\": \"token\", \"token-value\": \"ü\", \"user-id\": null}"
            })
    void somebody_without_a_token_of_ours_is_anonymous(String request) {
        assertProfile(doors.profile(request), ANONYMOUS);
    }

    // The bearer of a study token

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"read", "upload"})
    void a_share_that_may_not_download_has_both_locks(String actions) {
        assertProfile(doors.profileOfToken(Samples.tokenOfA(doors, actions)), SHARE_TO_LOOK_AT);
    }

    @Test
    void a_share_that_may_download_has_the_lock_against_writes() {
        String token = Samples.tokenOfA(doors, "read download");

        assertProfile(doors.profileOfToken(token), SHARE_TO_DOWNLOAD);
    }

    @Test
    void a_publication_downloads_where_the_resource_server_says_so() {
        Doors downloads = as(SeveralResourceServers.DOWNLOADS);

        assertProfile(doors.profileOfToken(doors.studyToken(Samples.A)), SHARE_TO_LOOK_AT);
        assertProfile(downloads.profileOfToken(downloads.studyToken(Samples.A)), SHARE_TO_DOWNLOAD);
    }

    @Test
    void a_share_is_known_behind_the_bearer_scheme_in_any_case() {
        String token = Samples.tokenOfA(doors, "read");

        for (String scheme : List.of("Bearer ", "bearer ", "BEARER ")) {
            Answer answer =
                    doors.profile(Doors.tokenIn("Authorization", scheme + token).toString());
            assertProfile(answer, SHARE_TO_LOOK_AT);
        }
        assertProfile(doors.profile(Doors.tokenIn("Authorization", token).toString()), ANONYMOUS);
    }

    @Test
    void unknown_fields_change_nothing() {
        ObjectNode request = Doors.tokenIn("token", Samples.tokenOfA(doors, "read"));
        request.putArray("labels").add("team-a");
        request.put("permissions", "all").put("Token-Value", 1);

        assertProfile(doors.profile(request.toString()), SHARE_TO_LOOK_AT);
    }

    @Test
    void the_locks_stay_on_a_share_that_has_expired() {
        String token = Samples.shortToken(doors, 60);

        time.set(60);

        // Never 0: Orthanc would keep it until it restarts.
        assertProfile(doors.profileOfToken(token), SHARE_TO_LOOK_AT.replace("1..15", "1..1"));
    }

    @Test
    void the_token_of_another_resource_server_is_nobodys() {
        String token = Samples.tokenOfA(as(SeveralResourceServers.NO_VIEWERS), "read");

        assertProfile(doors.profileOfToken(token), ANONYMOUS);
    }

    // For how long

    @Test
    void a_profile_may_be_kept_for_15_seconds_by_default() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.validity", ""));
        String share = Samples.tokenOfA(doors, "read");
        String doctor = Logins.accessToken(realm, "ohif", "doctor");

        for (String token : List.of(share, doctor, "")) {
            assertThat(validity(doors.profileOfToken(token))).isEqualTo(15);
        }
    }

    @Test
    void the_realm_says_how_long_a_profile_may_be_kept() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.validity", "30"));
        String share = Samples.tokenOfA(doors, "read");
        String doctor = Logins.accessToken(realm, "ohif", "doctor");

        for (String token : List.of(share, doctor, "")) {
            assertThat(validity(doors.profileOfToken(token))).isEqualTo(30);
        }
    }

    @Test
    void no_profile_outlasts_the_token() {
        realm.updateWithCleanup(
                r -> r.attribute("dicom-access.validity", "86400").accessTokenLifespan(40));
        String share = Samples.shortToken(doors, 50);
        String doctor = Logins.accessToken(realm, "ohif", "doctor");

        assertThat(validity(doors.profileOfToken(share))).isBetween(1L, 50L);
        assertThat(validity(doors.profileOfToken(doctor))).isBetween(1L, 40L);
    }

    @Test
    void a_profile_is_never_kept_for_0_seconds() {
        String token = Samples.shortToken(doors, 1);

        assertThat(validity(doors.profileOfToken(token))).isEqualTo(1);
    }

    // Keycloak's users

    @ParameterizedTest(name = "{0}")
    @MethodSource("users")
    void a_user_has_the_permissions_of_their_roles(
            String user, String name, String permissions, String labels, String groups) {
        String token = Logins.accessToken(realm, "ohif", user);
        String expected =
                """
                {'name': '%s', 'user-id': '<id>', 'permissions': %s, 'authorized-labels': %s,
                 'groups': %s, 'validity': '<int 1..15>'}
                """
                        .formatted(name, permissions, labels, groups);

        assertProfileOf(user, doors.profileOfToken(token), expected);
        assertProfileOf(
                user,
                doors.profile(Doors.tokenIn("Authorization", "bearer " + token).toString()),
                expected);
    }

    static Stream<Arguments> users() {
        return TestTable.of(ProfileIT.class, "users.tsv");
    }

    @Test
    void a_user_of_a_client_that_names_no_resource_server_is_nobody() {
        String token = Logins.accessToken(realm, SeveralResourceServers.PORTAL, "doctor");

        assertProfile(doors.profileOfToken(token), ANONYMOUS);
    }

    @Test
    void a_user_is_nobody_at_a_resource_server_that_the_token_does_not_name() {
        String token = Logins.accessToken(realm, "ohif", "doctor");

        assertProfile(as(SeveralResourceServers.VIEWERS).profileOfToken(token), ANONYMOUS);
        assertProfile(as(SeveralResourceServers.TAKES_LOGINS).profileOfToken(token), ANONYMOUS);
    }

    @Test
    void a_resource_server_may_take_the_users_of_clients_that_it_lists() {
        String token = Logins.accessToken(realm, SeveralResourceServers.PORTAL, "doctor");

        assertProfileOf(
                "doctor", as(SeveralResourceServers.TAKES_LOGINS).profileOfToken(token), DOCTOR);
    }

    @Test
    void a_user_whose_token_is_bound_to_a_key_is_nobody_without_the_key() {
        String token = Logins.accessTokenBoundToAKey(realm, "ohif", "doctor");

        assertProfile(doors.profileOfToken(token), ANONYMOUS);
    }

    @Test
    void a_user_who_was_disabled_is_nobody() {
        String token = Logins.accessToken(realm, "ohif", "leaver");
        assertThat(doors.profileOfToken(token).json().path("name").textValue())
                .isEqualTo("Lea Leaver");

        realm.updateUserWithCleanup("leaver", user -> user.enabled(false));

        assertProfile(doors.profileOfToken(token), ANONYMOUS);
    }

    @Test
    void a_user_who_was_logged_out_is_nobody() {
        String token = Logins.accessToken(realm, "ohif", "external");
        assertThat(doors.profileOfToken(token).json().path("name").textValue())
                .isEqualTo("Edgar External");

        realm.admin().users().get(Logins.userId(realm, "external")).logout();

        assertProfile(doors.profileOfToken(token), ANONYMOUS);
    }

    @Test
    void a_user_whose_token_has_expired_is_nobody() {
        String token = Logins.accessToken(realm, "ohif", "doctor");
        assertProfileOf("doctor", doors.profileOfToken(token), DOCTOR);

        time.set(300);

        assertProfile(doors.profileOfToken(token), ANONYMOUS);
    }

    @Test
    void a_user_of_another_realm_is_nobody() {
        String token = Logins.accessToken(otherRealm, "ohif", "doctor");

        assertThat(new Doors(otherRealm.getBaseUrl()).profileOfToken(token).json().path("name"))
                .hasToString("\"Dora Doctor\"");
        assertProfile(doors.profileOfToken(token), ANONYMOUS);
    }

    @Test
    void a_user_whose_token_is_of_another_issuer_is_nobody() {
        String token = Logins.accessToken(realm, "ohif", "doctor");
        String request = Doors.tokenIn("token", token).toString();
        assertProfileOf("doctor", doors.profile(request), DOCTOR);

        // The server has no name of its own: under another one, the realm is another issuer.
        Answer elsewhere =
                new RawRequest(
                                "POST",
                                URI.create(realm.getBaseUrl()).getPath()
                                        + "/dicom-access/user/get-profile")
                        .header("Host", "images.example:8080")
                        .header("Content-Type", "application/json")
                        .header("Authorization", Doors.basic(Doors.RESOURCE_SERVER, Doors.SECRET))
                        .body(request.getBytes(StandardCharsets.UTF_8))
                        .send(realm.getBaseUrl());

        assertProfile(elsewhere, ANONYMOUS);
    }

    @Test
    void an_id_token_and_a_refresh_token_are_nobodys() {
        JsonNode tokens = Logins.tokens(realm, "ohif", "doctor");

        for (String kind : List.of("id_token", "refresh_token")) {
            assertProfile(doors.profileOfToken(tokens.path(kind).textValue()), ANONYMOUS);
        }
    }

    // Looking up who somebody was

    @ParameterizedTest(name = "{0}")
    @CsvSource({"doctor,Dora Doctor", "admin,Ada Administrator", "nameless,nameless"})
    void a_user_id_is_answered_with_a_name_and_nothing_they_may_do(String user, String name) {
        Answer answer = doors.profile(lookUp(Logins.userId(realm, user)));

        assertProfileOf(
                user,
                answer,
                """
                {'name': '%s', 'user-id': '<id>', 'permissions': [], 'authorized-labels': [],
                 'groups': [], 'validity': '<int 1..15>'}
                """
                        .formatted(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u1",
                "00000000-0000-0000-0000-000000000000",
                "doctor",
                "",
                " ",
                "ü",
                "%",
                "_",
                "*",
                "' or 1=1 --",
                "../x",
                "f:nowhere:doctor",
                "f::",
                "null",
                "a\u0000b",
                "\uD800",
                "\uD83D\uDE80",
                "a\nb"
            })
    void an_unknown_user_id_is_answered_with_null(String userId) {
        Answer answer = doors.profile(lookUp(userId));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.body()).isEqualTo("null");
    }

    @Test
    void a_user_id_of_any_length_is_looked_up() {
        for (int length : new int[] {36, 255, 256, 10_000, 100_000}) {
            Answer answer = doors.profile(lookUp("x".repeat(length)));

            assertThat(answer.status()).as("%d", length).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("null");
        }
    }

    @Test
    void the_id_of_another_realms_user_is_unknown() {
        String id = Logins.userId(otherRealm, "doctor");

        assertThat(doors.profile(lookUp(id)).body()).isEqualTo("null");
    }

    @Test
    void an_id_is_looked_up_whatever_token_comes_with_it() {
        ObjectNode request = Doors.tokenIn("token", Samples.tokenOfA(doors, "read"));
        request.put("user-id", "u1");

        assertThat(doors.profile(request.toString()).body()).isEqualTo("null");
    }

    private static String lookUp(String userId) {
        return JsonNodeFactory.instance
                .objectNode()
                .putNull("server-id")
                .put("user-id", userId)
                .toString();
    }

    // From which server

    @Test
    void behind_another_server_id_everybody_is_anonymous() {
        Doors named = as(SeveralResourceServers.NAMED);
        String token =
                Samples.token(
                        named,
                        "viewer-instant-link",
                        """
                        {"server-id": "orthanc-main", "resources": [{"dicom-uid": "{A}"}]}
                        """);
        ObjectNode right = Doors.tokenIn("token", token);
        right.put("server-id", SeveralResourceServers.SERVER_ID);
        ObjectNode wrong = right.deepCopy().put("server-id", "orthanc-other");
        ObjectNode none = right.deepCopy().putNull("server-id");
        ObjectNode absent = right.deepCopy();
        absent.remove("server-id");

        assertProfile(named.profile(right.toString()), SHARE_TO_LOOK_AT);
        for (ObjectNode anonymous : List.of(wrong, none, absent)) {
            assertProfile(named.profile(anonymous.toString()), ANONYMOUS);
        }
    }

    private Doors as(String resourceServer) {
        return doors.as(resourceServer, SeveralResourceServers.SECRET);
    }

    private static long validity(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("validity").isIntegralNumber()).isTrue();
        return answer.json().path("validity").longValue();
    }

    private void assertProfileOf(String user, Answer answer, String expected) {
        assertProfile(
                answer,
                JsonPattern.of(expected).bind("id", TextNode.valueOf(Logins.userId(realm, user))));
    }

    private static void assertProfile(Answer answer, String expected) {
        assertProfile(answer, JsonPattern.of(expected));
    }

    private static void assertProfile(Answer answer, JsonPattern expected) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(expected.differences(answer.json())).isEmpty();
    }

    static final class OtherRealm implements RealmConfig {
        @Override
        public RealmBuilder configure(RealmBuilder realm) {
            return new SeveralResourceServers().configure(realm).name("other");
        }
    }
}
