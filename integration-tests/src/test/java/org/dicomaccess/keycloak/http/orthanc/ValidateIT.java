package org.dicomaccess.keycloak.http.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.JsonPattern;
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
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What {@code tokens/validate} tells Orthanc, and for how long. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class ValidateIT {
    private static final String VALIDITY = "dicom-access.validity";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    // What is granted

    @ParameterizedTest(name = "a token to {0} {3}s the {2} study at level {1}: {4}")
    @MethodSource("methodsAndLevels")
    void a_study_token_opens_reads_of_its_study_and_nothing_else(
            String actions, String level, String study, String method, String granted) {
        ObjectNode question =
                study.equals("granted")
                        ? question(actions, method, Samples.A, Samples.A_ORTHANC)
                        : question(actions, method, Samples.B, Samples.B_ORTHANC);
        question.put("level", level);
        if (level.equals("system")) {
            question.without(List.of("dicom-uid", "orthanc-id"));
            question.put("uri", "/studies");
        }

        Answer answer = doors.validate(question.toString());

        assertAnswer(answer, Boolean.parseBoolean(granted), "<int 1..15>");
    }

    static Stream<Arguments> methodsAndLevels() {
        return TestTable.of(ValidateIT.class, "methods-and-levels.tsv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer   "})
    void the_scheme_of_an_authorization_header_is_taken_in_any_case(String scheme) {
        for (String key : List.of("Authorization", "authorization", "AUTHORIZATION")) {
            ObjectNode question = question("read", "get", Samples.A, "");
            String token = question.path("token-value").textValue();
            question.put("token-key", key).put("token-value", scheme + token);

            assertAnswer(doors.validate(question.toString()), true, "<int 1..15>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic ", "Token ", "Bearer", "Bearer: ", "DPoP "})
    void an_authorization_header_of_no_or_another_scheme_carries_no_token(String scheme) {
        ObjectNode question = question("read", "get", Samples.A, "");
        String token = question.path("token-value").textValue();
        question.put("token-key", "Authorization").put("token-value", scheme + token);

        assertAnswer(doors.validate(question.toString()), false, "<int 1..15>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "api-key", "X-Anything", ""})
    void a_token_is_taken_from_whatever_header_or_argument_orthanc_names(String key) {
        ObjectNode question = question("read", "get", Samples.A, "").put("token-key", key);

        assertAnswer(doors.validate(question.toString()), true, "<int 1..15>");
    }

    @Test
    void somebody_without_a_token_is_refused() {
        ObjectNode question = Samples.anonymousQuestion();
        ObjectNode withEmptyToken = question.deepCopy();
        withEmptyToken.put("token-key", "token").put("token-value", "");
        ObjectNode withNullToken = question.deepCopy();
        withNullToken.putNull("token-key").putNull("token-value");

        for (ObjectNode anonymous : List.of(question, withEmptyToken, withNullToken)) {
            assertAnswer(doors.validate(anonymous.toString()), false, "<int 1..15>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "eyJhbGciOiJub25lIn0.e30.", "...", "null", " ", "ü"})
    void a_text_that_is_no_token_is_refused_and_no_error(String text) {
        ObjectNode question = Samples.question(text, "get", Samples.A, "");

        assertAnswer(doors.validate(question.toString()), false, "<int 1..15>");
    }

    @Test
    void a_users_own_token_is_no_study_token() {
        String token = Logins.accessToken(realm, "ohif", "admin");

        assertAnswer(doors.validate(token, Samples.A), false, "<int 1..15>");
    }

    @Test
    void the_token_of_another_resource_server_is_refused() {
        String token =
                Samples.tokenOfA(
                        doors.as(SeveralResourceServers.NO_VIEWERS, SeveralResourceServers.SECRET),
                        "read");

        assertAnswer(doors.validate(token, Samples.A), false, "<int 1..15>");
    }

    @Test
    void labels_and_unknown_fields_change_nothing() {
        ObjectNode granted = withUnknownFields(question("read", "get", Samples.A, ""));
        ObjectNode refused = withUnknownFields(question("read", "get", Samples.B, ""));

        assertAnswer(doors.validate(granted.toString()), true, "<int 1..15>");
        assertAnswer(doors.validate(refused.toString()), false, "<int 1..15>");
    }

    private static ObjectNode withUnknownFields(ObjectNode question) {
        question.putArray("labels").add("team-a").add("");
        question.putObject("plugin").putArray("version").add(1).addNull();
        return question.put("granted", true).put("Level", "study").put("METHOD", 1);
    }

    // For how long

    @Test
    void an_answer_may_be_kept_for_15_seconds_by_default() {
        realm.updateWithCleanup(r -> r.attribute(VALIDITY, ""));
        String token = Samples.tokenOfA(doors, "read");

        assertAnswer(doors.validate(token, Samples.A), true, "<int 15..15>");
        assertAnswer(doors.validate(token, Samples.B), false, "<int 15..15>");
    }

    @Test
    void the_realm_says_how_long_an_answer_may_be_kept() {
        realm.updateWithCleanup(r -> r.attribute(VALIDITY, "90"));
        String token = Samples.tokenOfA(doors, "read");

        assertAnswer(doors.validate(token, Samples.A), true, "<int 90..90>");
        assertAnswer(doors.validate(token, Samples.B), false, "<int 90..90>");
        assertAnswer(doors.validate("nonsense", Samples.A), false, "<int 90..90>");
    }

    @Test
    void no_answer_outlasts_the_token() {
        realm.updateWithCleanup(r -> r.attribute(VALIDITY, "2147483647"));
        String token = Samples.shortToken(doors, 60);

        assertAnswer(doors.validate(token, Samples.A), true, "<int 1..60>");
    }

    @Test
    void an_expired_token_is_refused() {
        String token = Samples.shortToken(doors, 60);
        assertAnswer(doors.validate(token, Samples.A), true, "<int 1..15>");

        time.set(60);

        assertAnswer(doors.validate(token, Samples.A), false, "<int 1..15>");
    }

    // From which server

    @Test
    void a_configured_server_id_must_be_the_one_that_is_sent() {
        Doors named = doors.as(SeveralResourceServers.NAMED, SeveralResourceServers.SECRET);
        String token =
                Samples.token(
                        named,
                        "viewer-instant-link",
                        """
                        {"server-id": "orthanc-main", "resources": [{"dicom-uid": "{A}"}]}
                        """);
        ObjectNode right = Samples.question(token, "get", Samples.A, "");
        right.put("server-id", SeveralResourceServers.SERVER_ID);
        ObjectNode wrong = right.deepCopy().put("server-id", "orthanc-other");
        ObjectNode otherCase = right.deepCopy().put("server-id", "Orthanc-Main");
        ObjectNode empty = right.deepCopy().put("server-id", "");
        ObjectNode none = right.deepCopy().putNull("server-id");
        ObjectNode absent = right.deepCopy();
        absent.remove("server-id");

        assertAnswer(named.validate(right.toString()), true, "<int 1..15>");
        for (ObjectNode refused : List.of(wrong, otherCase, empty, none, absent)) {
            assertAnswer(named.validate(refused.toString()), false, "<int 1..15>");
        }
    }

    @Test
    void without_a_configured_server_id_any_is_taken() {
        ObjectNode question =
                question("read", "get", Samples.A, "").put("server-id", "whatever it is");

        assertAnswer(doors.validate(question.toString()), true, "<int 1..15>");
    }

    private ObjectNode question(String actions, String method, String uid, String orthancId) {
        return Samples.question(Samples.tokenOfA(doors, actions), method, uid, orthancId);
    }

    private static void assertAnswer(Answer answer, boolean granted, String validity) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        JsonPattern pattern =
                JsonPattern.of("{'granted': %s, 'validity': '%s'}".formatted(granted, validity));
        assertThat(pattern.differences(answer.json())).isEmpty();
    }
}
