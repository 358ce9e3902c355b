package org.dicomaccess.keycloak.http.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.RawRequest;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What {@code grant} tells a viewer about the token in its address, and pages of which origin. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class GrantIT {
    /** The web origin of the imported resource server. */
    private static final String VIEWER = "http://localhost:8088";

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    // What is told

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "read, '[\"read\"]'",
        "read download, '[\"download\", \"read\"]'",
        "upload, '[\"upload\"]'"
    })
    void a_token_has_its_studies_its_actions_and_its_end(String actions, String told) {
        assertGrant(
                doors.grant(Samples.tokenOfA(doors, actions)),
                """
                {'study_instance_uids': ['{A}'], 'orthanc_ids': ['{A.orthanc}'],
                 'actions': %s, 'expires_at': '<string>'}
                """
                        .formatted(told));
    }

    @Test
    void its_end_is_that_of_the_token() {
        Instant end = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        String token =
                Samples.token(
                        doors,
                        "viewer-instant-link",
                        "{\"resources\": [{\"dicom-uid\": \"{A}\"}], \"expiration-date\": \"%s\"}"
                                .formatted(end));

        assertGrant(
                doors.grant(token),
                """
                {'study_instance_uids': ['{A}'], 'orthanc_ids': [], 'actions': ['read'],
                 'expires_at': '<end>'}
                """,
                end);
    }

    @Test
    void several_studies_are_told_in_the_order_they_were_given() {
        assertGrant(
                doors.grant(doors.studyToken(Samples.C, Samples.A, Samples.B)),
                """
                {'study_instance_uids': ['{C}', '{A}', '{B}'], 'orthanc_ids': [],
                 'actions': ['read'], 'expires_at': '<string>'}
                """);
    }

    @Test
    void studies_known_by_orthanc_id_only_are_told_by_it() {
        String token =
                Samples.token(
                        doors,
                        "viewer-instant-link",
                        """
                        {"resources": [{"orthanc-id": "{A.orthanc}"}, {"orthanc-id": "{B.orthanc}"}]}
                        """);

        assertGrant(
                doors.grant(token),
                """
                {'study_instance_uids': [], 'orthanc_ids': ['{A.orthanc}', '{B.orthanc}'],
                 'actions': ['read'], 'expires_at': '<string>'}
                """);
    }

    @Test
    void every_resource_server_has_tokens_to_ask_about() {
        Doors elsewhere = doors.as(SeveralResourceServers.ELSEWHERE, SeveralResourceServers.SECRET);

        assertThat(doors.grant(Samples.tokenOfA(elsewhere, "read")).status()).isEqualTo(200);
    }

    @Test
    void the_scheme_is_taken_in_any_case() {
        String token = Samples.tokenOfA(doors, "read");

        for (String scheme : List.of("Bearer ", "bearer ", "BEARER ")) {
            Answer answer = doors.send("GET", "grant", "", "Authorization", scheme + token);
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void the_head_alone_can_be_asked_for() {
        String token = Samples.tokenOfA(doors, "read");

        Answer answer = doors.send("HEAD", "grant", "", "Authorization", "Bearer " + token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    // What is refused

    @Test
    void without_a_token_there_is_nothing_to_tell() {
        Answer answer = doors.send("GET", "grant", "");

        assertRefused(answer, "token_missing");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"orthanc\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer x", "Bearer a.b.c", "Basic b3J0aGFuYzp4", "x", "DPoP x"})
    void what_is_no_study_token_is_refused(String authorization) {
        assertRefused(
                doors.send("GET", "grant", "", "Authorization", authorization), "token_invalid");
    }

    @Test
    void two_tokens_are_refused() {
        String token = Samples.tokenOfA(doors, "read");

        Answer answer =
                new RawRequest(
                                "GET",
                                URI.create(realm.getBaseUrl()).getPath() + "/dicom-access/grant")
                        .header("Authorization", "Bearer " + token)
                        .header("Authorization", "Bearer " + Samples.tokenOfA(doors, "upload"))
                        .send(realm.getBaseUrl());

        assertRefused(answer, "token_invalid");
    }

    @Test
    void a_users_own_token_is_refused() {
        assertRefused(doors.grant(Logins.accessToken(realm, "ohif", "admin")), "token_invalid");
    }

    @Test
    void an_expired_token_is_refused() {
        String token = Samples.shortToken(doors, 60);
        assertThat(doors.grant(token).status()).isEqualTo(200);

        time.set(60);

        assertRefused(doors.grant(token), "token_expired");
    }

    @Test
    void a_token_in_the_address_is_not_looked_for() {
        String token = Samples.tokenOfA(doors, "read");

        assertRefused(doors.send("GET", "grant?token=" + token, ""), "token_missing");
        assertRefused(doors.send("GET", "grant?access_token=" + token, ""), "token_missing");
    }

    // Whose pages may read it

    @Test
    void pages_of_the_resource_servers_web_origins_may_read_the_grant() {
        String token = Samples.tokenOfA(doors, "read");

        assertThat(grantTo(VIEWER, token).header(ALLOW_ORIGIN)).isEqualTo(VIEWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "https://localhost:8088",
                "http://localhost",
                "http://localhost:80880",
                "http://localhost:8088.evil.example",
                "null"
            })
    void pages_of_other_origins_may_not(String origin) {
        Answer answer = grantTo(origin, Samples.tokenOfA(doors, "read"));

        assertThat(answer.header(ALLOW_ORIGIN)).isEmpty();
    }

    @Test
    void the_origins_are_those_of_the_tokens_own_resource_server() {
        Doors elsewhere = doors.as(SeveralResourceServers.ELSEWHERE, SeveralResourceServers.SECRET);

        assertThat(grantTo(VIEWER, Samples.tokenOfA(elsewhere, "read")).header(ALLOW_ORIGIN))
                .isEmpty();
    }

    @Test
    void any_page_may_ask_beforehand_whether_it_may_send_a_token() {
        Answer answer =
                doors.send(
                        "OPTIONS",
                        "grant",
                        "",
                        "Origin",
                        VIEWER,
                        "Access-Control-Request-Method",
                        "GET",
                        "Access-Control-Request-Headers",
                        "authorization");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo(VIEWER);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .containsIgnoringCase("authorization");
    }

    @Test
    void any_page_may_show_why_a_token_was_refused() {
        Answer answer = grantTo(VIEWER, "x");

        assertRefused(answer, "token_invalid");
        assertThat(answer.header(ALLOW_ORIGIN)).isIn("*", VIEWER);
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .contains("X-Dicom-Access-Reason");
    }

    private Answer grantTo(String origin, String token) {
        return doors.send("GET", "grant", "", "Authorization", "Bearer " + token, "Origin", origin);
    }

    private static void assertGrant(Answer answer, String expected) {
        assertGrant(answer, expected, Instant.EPOCH);
    }

    private static void assertGrant(Answer answer, String expected, Instant end) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(
                        JsonPattern.of(Samples.filled(expected))
                                .bind("end", TextNode.valueOf(end.toString()))
                                .differences(answer.json()))
                .isEmpty();
        assertThat(Instant.parse(answer.json().path("expires_at").textValue()))
                .isAfter(Instant.now());
    }

    private static void assertRefused(Answer answer, String reason) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=\"orthanc\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(
                        JsonPattern.of(
                                        "{'error': 'invalid_token', 'error_description':"
                                                + " '<string>'}")
                                .differences(answer.json()))
                .isEmpty();
    }
}
