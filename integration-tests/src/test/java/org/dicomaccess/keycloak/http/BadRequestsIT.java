package org.dicomaccess.keycloak.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
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

/** Every request that is the caller's fault is answered in one shape, which names the fault. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class BadRequestsIT {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    private static final int LONGEST_BODY = 1 << 20;

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    // 400

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @MethodSource("badRequests")
    void a_bad_request_is_told_which_field_is_bad(
            String method, String path, String body, String field) {
        Answer answer = doors.asResourceServer(method, path, Samples.filled(body));

        assertError(answer, 400, "invalid_request");
        assertThat(description(answer)).startsWith(field + ": ");
    }

    static Stream<Arguments> badRequests() {
        return TestTable.of(BadRequestsIT.class, "bad-requests.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBytes")
    void a_body_that_is_no_json_in_utf_8_is_bad(String name, byte[] body) {
        Answer answer = decode(body);

        assertError(answer, 400, "invalid_request");
        assertThat(description(answer)).startsWith("body: ");
    }

    static Stream<Arguments> badBytes() {
        String object = "{\"token-key\": \"tökén\", \"token-value\": \"x\"}";
        return Stream.of(
                Arguments.of("in ISO 8859-1", object.getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("in UTF-16", object.getBytes(StandardCharsets.UTF_16)),
                Arguments.of("in UTF-16LE", object.getBytes(StandardCharsets.UTF_16LE)),
                Arguments.of("behind a byte order mark", utf8("\ufeff" + object)),
                Arguments.of(
                        "one bad byte", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}),
                Arguments.of("a null byte behind it", utf8(object + "\0")),
                Arguments.of("21 objects deep", utf8("{\"a\":".repeat(21) + "1" + "}".repeat(21))),
                Arguments.of("100,000 lists deep", utf8("{\"a\":" + "[".repeat(100_000))),
                Arguments.of("a number of 2,000 digits", utf8("{\"a\":" + "9".repeat(2_000) + "}")),
                Arguments.of("a byte too long", padded(LONGEST_BODY + 1)),
                Arguments.of("5 MiB", padded(5 << 20)));
    }

    @Test
    void the_longest_body_is_read() {
        Answer answer = decode(padded(LONGEST_BODY));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("error-code").textValue()).isEqualTo("invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/html", "application/json; charset=utf-16", "*/*"})
    void the_media_type_of_a_body_and_of_its_answer_are_not_asked_for(String mediaType) {
        Answer answer =
                doors.send(
                        "POST",
                        "tokens/decode",
                        "{\"token-key\": \"token\", \"token-value\": \"x\"}",
                        "Authorization",
                        Doors.basic(Doors.RESOURCE_SERVER, Doors.SECRET),
                        "Content-Type",
                        mediaType,
                        "Accept",
                        "text/html");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data"})
    void a_body_under_a_media_type_that_is_not_its_own_is_bad_and_no_error_of_ours(String type) {
        Answer answer =
                new RawRequest("POST", path("tokens/decode"))
                        .header("Authorization", Doors.basic(Doors.RESOURCE_SERVER, Doors.SECRET))
                        .header("Content-Type", type)
                        .body(utf8("{\"token-key\": 7}"))
                        .send(realm.getBaseUrl());

        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("<html");
    }

    @Test
    void an_error_repeats_nothing_that_was_sent() {
        Answer answer =
                doors.create(
                        "viewer-instant-link",
                        "{\"resources\": [{\"dicom-uid\": \"<script>alert(1)</script>\"}]}");

        assertError(answer, 400, "invalid_request");
        assertThat(answer.body()).doesNotContain("<", "alert");
    }

    @Test
    void another_server_id_than_the_configured_one_gets_no_token() {
        Doors named = doors.as(SeveralResourceServers.NAMED, SeveralResourceServers.SECRET);
        for (String serverId : List.of("", ", \"server-id\": \"x\"", ", \"server-id\": null")) {
            Answer answer =
                    named.create(
                            "viewer-instant-link",
                            Samples.filled("{\"resources\": [{\"dicom-uid\": \"{A}\"}]%s}")
                                    .formatted(serverId));

            assertError(answer, 400, "invalid_request");
            assertThat(description(answer)).startsWith("server-id: ");
        }
    }

    @Test
    void a_viewer_that_opens_one_study_gets_no_link_to_two() {
        Answer answer =
                viewers()
                        .create(
                                "volview-viewer-publication",
                                Samples.filled(
                                        """
                                        {"resources": [
                                            {"dicom-uid": "{A}", "orthanc-id": "{A.orthanc}"},
                                            {"dicom-uid": "{B}", "orthanc-id": "{B.orthanc}"}]}
                                        """));

        assertError(answer, 400, "invalid_request");
        assertThat(description(answer)).startsWith("resources: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"osimis-viewer-publication", "volview-viewer-publication"})
    void a_viewer_that_goes_by_orthanc_ids_needs_one_of_every_study(String type) {
        Answer none =
                viewers()
                        .create(
                                type,
                                Samples.filled("{\"resources\": [{\"dicom-uid\": \"{A}\"}]}"));
        Answer oneOfTwo =
                viewers()
                        .create(
                                type,
                                Samples.filled(
                                        """
                                        {"resources": [
                                            {"dicom-uid": "{A}", "orthanc-id": "{A.orthanc}"},
                                            {"dicom-uid": "{B}"}]}
                                        """));

        assertError(none, 400, "invalid_request");
        assertThat(description(none)).startsWith("resources[0].orthanc-id: ");
        assertError(oneOfTwo, 400, "invalid_request");
        assertThat(description(oneOfTwo)).startsWith("resources[1].orthanc-id: ");
    }

    @Test
    void more_studies_than_one_token_can_carry_are_refused() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.share-maximum-studies", "10000"));
        String many = doors.studyToken(studies(300));
        assertThat(doors.validate(many, "2.25.100000299").json().path("granted").booleanValue())
                .isTrue();

        Answer tooMany =
                doors.create("ohif-viewer-publication", Doors.ohifPublication(studies(2_000)));

        assertError(tooMany, 400, "invalid_request");
        assertThat(description(tooMany)).startsWith("resources: ");
    }

    @Test
    void a_publication_of_more_studies_than_a_share_may_have_is_refused() {
        Answer most = doors.create("ohif-viewer-publication", Doors.ohifPublication(studies(50)));
        Answer tooMany =
                doors.create("ohif-viewer-publication", Doors.ohifPublication(studies(51)));

        assertThat(most.status()).as(most.body()).isEqualTo(200);
        assertError(tooMany, 400, "invalid_request");
        assertThat(description(tooMany)).startsWith("resources: ");
    }

    @ParameterizedTest
    @CsvSource({
        "dicom-access.share-passcode-required, true, ohif-viewer-publication",
        "dicom-access.share-download, false, volview-viewer-publication"
    })
    void a_publication_that_this_realm_does_not_allow_is_refused_by_its_type(
            String setting, String value, String type) {
        realm.updateWithCleanup(r -> r.attribute(setting, value));

        Answer answer =
                viewers()
                        .create(
                                type,
                                Samples.filled(
                                        """
                                        {"resources": [
                                            {"dicom-uid": "{A}", "orthanc-id": "{A.orthanc}"}]}
                                        """));

        assertError(answer, 400, "invalid_request");
        assertThat(description(answer)).startsWith("type: ");
    }

    private static String[] studies(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "2.25.%d".formatted(100_000_000 + number))
                .toArray(String[]::new);
    }

    // 405 and 404

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongMethods")
    void another_method_is_told_which_are_allowed(String path, String allowed) {
        List<String> rightOnes = Arrays.asList(allowed.split(", "));
        for (String method : METHODS) {
            if (rightOnes.contains(method)) {
                continue;
            }
            Answer answer = doors.withoutCredentials().asResourceServer(method, path, "");
            assertThat(answer.header("Allow")).as(method).isEqualTo(allowed);
            assertErrorOf(method, answer, 405, "invalid_request");
        }
    }

    static Stream<Arguments> wrongMethods() {
        return TestTable.of(BadRequestsIT.class, "wrong-methods.tsv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROPFIND", "TRACE", "get", "X"})
    void a_method_that_no_path_has_is_refused(String method) {
        for (String door : List.of("tokens/validate", "check/orthanc", "grant", "nowhere")) {
            Answer answer = new RawRequest(method, path(door)).send(realm.getBaseUrl());
            assertThat(answer.status()).as(door).isBetween(400, 501);
            assertThat(answer.status()).as(door).isNotEqualTo(500);
            assertThat(answer.body()).doesNotContain("<html");
        }
    }

    @ParameterizedTest
    @MethodSource("unknownPaths")
    void nothing_is_at_an_unknown_path(String path) {
        for (String method : METHODS) {
            Answer answer = doors.asResourceServer(method, path, "");
            assertErrorOf(method, answer, 404, "not_found");
        }
    }

    static Stream<String> unknownPaths() {
        return TestTable.lines(BadRequestsIT.class, "unknown-paths.txt").stream();
    }

    private Doors viewers() {
        return doors.as(SeveralResourceServers.VIEWERS, SeveralResourceServers.SECRET);
    }

    private Answer decode(byte[] body) {
        return new RawRequest("POST", path("tokens/decode"))
                .header("Authorization", Doors.basic(Doors.RESOURCE_SERVER, Doors.SECRET))
                .body(body)
                .send(realm.getBaseUrl());
    }

    private String path(String door) {
        return URI.create(realm.getBaseUrl()).getPath() + "/dicom-access/" + door;
    }

    /** A good request to decode, padded with spaces. */
    private static byte[] padded(int length) {
        String request = "{\"token-key\": \"token\", \"token-value\": \"x\"}";
        return utf8(request + " ".repeat(length - request.length()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertErrorOf(String method, Answer answer, int status, String error) {
        if (method.equals("HEAD")) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEmpty();
        } else {
            assertError(answer, status, error);
        }
    }

    private static void assertError(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(
                        JsonPattern.of(
                                        "{'error': '%s', 'error_description': '<string>'}"
                                                .formatted(error))
                                .differences(answer.json()))
                .isEmpty();
    }

    private static String description(Answer answer) {
        return answer.json().path("error_description").textValue();
    }
}
