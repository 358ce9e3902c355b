package org.dicomaccess.keycloak.http.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.keycloak.testframework.remote.timeoffset.InjectTimeOffSet;
import org.keycloak.testframework.remote.timeoffset.TimeOffSet;

/** What {@code check/{audience}} tells a gateway about the request that it holds back. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class GatewayCheckIT {
    private static final String METADATA =
            Samples.filled("/orthanc/dicom-web/studies/{A}/metadata");

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    @InjectTimeOffSet TimeOffSet time;

    private Doors doors;
    private String token;

    @BeforeEach
    void knock_with_a_token_that_reads_a() {
        doors = new Doors(realm.getBaseUrl());
        token = Samples.tokenOfA(doors, "read");
    }

    // What is granted, and what is forwarded

    @ParameterizedTest(name = "{0}, {1}: {2} {3}")
    @MethodSource("forwardedTargets")
    void a_granted_request_is_forwarded_as_it_was_understood(
            String audience, String actions, String method, String uri, String target) {
        String given = Samples.tokenOfA(resourceServer(audience), actions);

        for (String pair : List.of("X-Original", "X-Forwarded")) {
            assertForwarded(check(pair, audience, given, method, Samples.filled(uri)), target);
        }
        assertForwarded(checkAsEnvoy(audience, given, method, Samples.filled(uri)), target);
    }

    static Stream<Arguments> forwardedTargets() {
        return TestTable.of(GatewayCheckIT.class, "forwarded-targets.tsv");
    }

    @ParameterizedTest(name = "{0}, {1}: {2} {3}: {4}")
    @MethodSource("refusedRequests")
    void a_refused_request_has_its_reason(
            String audience, String actions, String method, String uri, String reason) {
        String given = Samples.tokenOfA(resourceServer(audience), actions);

        for (String pair : List.of("X-Original", "X-Forwarded")) {
            Answer answer = check(pair, audience, given, method, Samples.filled(uri));
            assertRefused(answer, 403, reason);
        }
    }

    static Stream<Arguments> refusedRequests() {
        return TestTable.of(GatewayCheckIT.class, "refused-requests.tsv");
    }

    @Test
    void a_token_of_two_studies_searches_in_both() {
        String both = doors.studyToken(Samples.A, Samples.B);

        Answer answer = check("X-Original", "orthanc", both, "GET", "/orthanc/dicom-web/studies");

        assertForwarded(answer, "/dicom-web/studies?StudyInstanceUID={A},{B}");
    }

    @Test
    void a_token_of_orthanc_ids_opens_orthancs_own_reads_only() {
        String byId =
                Samples.token(
                        doors,
                        "viewer-instant-link",
                        "{\"resources\": [{\"orthanc-id\": \"{A.orthanc}\"}]}");

        assertForwarded(
                check(
                        "X-Original",
                        "orthanc",
                        byId,
                        "GET",
                        "/orthanc/studies/" + Samples.A_ORTHANC),
                "/studies/{A.orthanc}");
        assertRefused(
                check("X-Original", "orthanc", byId, "GET", METADATA), 403, "study_not_granted");
        // A search that names no study needs an answer: an empty one.
        assertForwarded(
                check("X-Original", "orthanc", byId, "GET", "/orthanc/dicom-web/studies"),
                "/dicom-web/studies?StudyInstanceUID=0.0");
    }

    // Where the original request is told

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
    void the_method_of_the_check_itself_does_not_matter(String method) {
        Answer answer =
                doors.send(
                        method,
                        "check/orthanc",
                        "",
                        "Authorization",
                        "Bearer " + token,
                        "X-Original-Method",
                        "GET",
                        "X-Original-URI",
                        METADATA);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Dicom-Access-Target"))
                .isEqualTo(Samples.filled("/dicom-web/studies/{A}/metadata"));
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /orthanc/dicom-web/studies/{A}, method_not_granted",
        "DELETE, /orthanc/dicom-web/studies/{A}, method_not_granted",
        "PATCH, /orthanc/dicom-web/studies/{A}/metadata, method_not_granted",
        "OPTIONS, /orthanc/dicom-web/studies/{A}/metadata, method_not_granted",
        "POST, /orthanc/dicom-web/studies/{A}, action_not_granted",
        "GET, /orthanc/dicom-web/studies/{B}/metadata, study_not_granted",
        "GET, /orthanc/dicom-web/studies/{A}, action_not_granted",
        "GET, /orthanc/system, path_not_granted",
        "GET, /orthanc/dicom-web/studies?x=1, query_not_understood",
        "GET, /, path_not_granted"
    })
    void envoys_own_method_and_path_are_those_of_the_original(
            String method, String uri, String reason) {
        assertRefused(checkAsEnvoy("orthanc", token, method, Samples.filled(uri)), 403, reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orthanc/dicom-web/studies/{A}/../{B}/metadata",
                "/orthanc/dicom-web/studies/{A}/%2e%2e/{B}/metadata",
                "/orthanc/dicom-web/studies/{A}%2F..%2F{B}/metadata",
                "/orthanc//dicom-web/studies/{A}/metadata",
                "//orthanc/dicom-web/studies/{A}/metadata",
                "/orthanc/dicom-web/studies/{A}/metadata/",
                "/orthanc/dicom-web/studies/{A};x=1/metadata",
                "/../elsewhere/pacs/web/studies/{A}/metadata",
                "/orthanc/dicom-web/studies/{A}/metadata?token=x"
            })
    void envoy_gets_no_path_through_that_servers_read_differently(String uri) {
        String check = URI.create(realm.getBaseUrl()).getPath() + "/dicom-access/check/orthanc";

        Answer answer =
                new RawRequest("GET", check + Samples.filled(uri))
                        .header("Authorization", "Bearer " + token)
                        .send(realm.getBaseUrl());

        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.header("X-Dicom-Access-Target")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X-Original-Method: GET",
                "X-Original-URI: {uri}",
                "X-Forwarded-Method: GET",
                "X-Forwarded-Uri: {uri}",
                "X-Original-Method: GET|X-Forwarded-Uri: {uri}",
                "X-Original-Method: GET|X-Original-URI: {uri}|X-Forwarded-Method: GET",
                "X-Original-Method: GET|X-Original-URI: {uri}|X-Forwarded-Uri: {uri}",
                "X-Original-Method: GET|X-Original-URI: {uri}|X-Forwarded-Method: GET"
                        + "|X-Forwarded-Uri: {uri}",
                "X-Original-Method: GET|X-Original-Method: GET|X-Original-URI: {uri}",
                "X-Original-Method: GET|X-Original-URI: {uri}|X-Original-URI: {uri}",
                "X-Forwarded-Method: GET|X-Forwarded-Uri: {uri}|x-forwarded-uri: {uri}",
                "X-Forwarded-Method: GET|X-Forwarded-Method: POST|X-Forwarded-Uri: {uri}",
                "X-Original-Method: GET|X-Original-URI:",
                "X-Original-Method:|X-Original-URI: {uri}"
            })
    void a_request_that_is_told_in_part_or_twice_is_refused(String headers) {
        Answer answer = checkWith(headers, "/check/orthanc");

        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.reason()).isIn("request_not_understood", "method_not_granted");
        assertThat(answer.header("X-Dicom-Access-Target")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Original-Method: GET|X-Original-URI: {uri}",
                "X-Forwarded-Method: GET|X-Forwarded-Uri: {uri}",
                "X-Original-URI: {uri}",
                "X-Forwarded-Method: GET"
            })
    void a_request_that_is_told_in_path_and_headers_is_refused(String headers) {
        assertForwarded(
                checkWith("", "/check/orthanc" + METADATA), "/dicom-web/studies/{A}/metadata");

        assertRefused(
                checkWith(headers, "/check/orthanc" + METADATA), 403, "request_not_understood");
    }

    private Answer checkWith(String headers, String path) {
        RawRequest request =
                new RawRequest(
                                "GET",
                                URI.create(realm.getBaseUrl()).getPath() + "/dicom-access" + path)
                        .header("Authorization", "Bearer " + token);
        Stream.of(headers.replace("{uri}", METADATA).split("\\|", -1))
                .filter(header -> !header.isEmpty())
                .map(header -> header.split(":", 2))
                .forEach(header -> request.header(header[0], header[1].strip()));
        return request.send(realm.getBaseUrl());
    }

    // Where the token is

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer {token}",
                "Authorization: bearer {token}",
                "authorization: BEARER   {token}",
                "token: {token}",
                "Token: {token}",
                "?token={token}",
                "Authorization: Bearer {token}|token: {token}",
                "Authorization: Bearer {token}|?token={token}",
                "token: {token}|?token={token}",
                "Authorization: Bearer {token}|token: {token}|?token={token}",
                "token: {token}|token: {token}"
            })
    void a_token_is_taken_from_three_places(String places) {
        assertForwarded(checkWithTokens(places), "/dicom-web/studies/{A}/metadata");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer {token}|token: {other}",
                "Authorization: Bearer {other}|token: {token}",
                "Authorization: Bearer {token}|?token={other}",
                "token: {token}|?token={other}",
                "Authorization: Bearer {token}|token: {token}|?token={other}",
                "Authorization: Bearer {token}|Authorization: Bearer {other}",
                "token: {token}|token: {other}",
                "token: {token}|token: nonsense",
                "Authorization: Bearer {token}|?token=",
                "?token={token}&token={other}"
            })
    void two_different_tokens_are_refused(String places) {
        assertRefused(checkWithTokens(places), 401, "token_ambiguous");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic b3J0aGFuYzp4",
                "Authorization: {token}",
                "Authorization: Bearer",
                "Authorization: Bearer x",
                "Authorization: Bearer {token}, Bearer {token}",
                "Authorization: Basic b3J0aGFuYzp4|token: {token}",
                "token: x",
                "token: Bearer {token}",
                "?token=x",
                "?token="
            })
    void a_token_that_is_none_is_refused(String places) {
        assertRefused(checkWithTokens(places), 401, "token_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?TOKEN={token}", "X-Token: {token}", "Cookie: token={token}"})
    void a_request_without_a_token_is_refused(String places) {
        Answer answer = checkWithTokens(places);

        assertRefused(answer, 401, "token_missing");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"orthanc\"");
    }

    private Answer checkWithTokens(String places) {
        String other = Samples.tokenOfA(doors, "read download");
        String uri = METADATA;
        RawRequest request =
                new RawRequest(
                        "GET",
                        URI.create(realm.getBaseUrl()).getPath() + "/dicom-access/check/orthanc");
        for (String place :
                places.replace("{token}", token).replace("{other}", other).split("\\|", -1)) {
            if (place.startsWith("?")) {
                uri += place;
            } else if (!place.isEmpty()) {
                String[] header = place.split(": ", 2);
                request.header(header[0], header[1]);
            }
        }
        return request.header("X-Original-Method", "GET")
                .header("X-Original-URI", uri)
                .send(realm.getBaseUrl());
    }

    // Whose token

    @Test
    void an_expired_token_is_refused() {
        String shortLived = Samples.shortToken(doors, 60);
        assertForwarded(
                check("X-Original", "orthanc", shortLived, "GET", METADATA),
                "/dicom-web/studies/{A}/metadata");

        time.set(60);

        assertRefused(
                check("X-Original", "orthanc", shortLived, "GET", METADATA), 401, "token_expired");
    }

    @Test
    void a_users_own_token_is_refused() {
        String users = Logins.accessToken(realm, "ohif", "admin");

        assertRefused(check("X-Original", "orthanc", users, "GET", METADATA), 401, "token_invalid");
    }

    @Test
    void the_token_of_another_audience_is_refused() {
        String elsewhere =
                Samples.tokenOfA(resourceServer(SeveralResourceServers.ELSEWHERE), "read");

        assertRefused(
                check("X-Original", "orthanc", elsewhere, "GET", METADATA), 401, "token_invalid");
        assertRefused(
                check("X-Original", "elsewhere", token, "GET", "/pacs/web/studies"),
                401,
                "token_invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "Orthanc",
                "orthanc.",
                "ohif",
                "unmarked",
                "disabled",
                "public",
                "saml",
                "account",
                "%C3%BC"
            })
    void at_an_audience_that_is_no_resource_server_every_token_is_as_bad(String audience) {
        Answer badToken = check("X-Original", "orthanc", "x", "GET", METADATA);

        Answer noAudience = check("X-Original", audience, token, "GET", METADATA);

        assertRefused(noAudience, 401, "token_invalid");
        assertThat(noAudience.body()).isEqualTo(badToken.body());
        assertThat(headers(noAudience)).isEqualTo(headers(badToken));
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }

    // For how long

    @Test
    void a_granted_answer_may_be_kept_as_long_as_the_realm_says() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.validity", "90"));

        assertThat(maxAge(token)).isEqualTo(90);
    }

    @Test
    void no_granted_answer_outlasts_the_token() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.validity", "86400"));

        assertThat(maxAge(Samples.shortToken(doors, 60))).isBetween(1L, 60L);
    }

    @Test
    void no_cache_takes_the_answer_about_one_request_for_that_about_another() {
        Answer answer = check("X-Original", "orthanc", token, "GET", METADATA);

        assertThat(String.join(", ", answer.headers().allValues("Vary")).split(", "))
                .contains(
                        "Authorization",
                        "token",
                        "X-Original-Method",
                        "X-Original-URI",
                        "X-Forwarded-Method",
                        "X-Forwarded-Uri");
    }

    private long maxAge(String given) {
        String cacheControl =
                check("X-Original", "orthanc", given, "GET", METADATA).header("Cache-Control");
        assertThat(cacheControl).startsWith("max-age=");
        return Long.parseLong(cacheControl.substring("max-age=".length()));
    }

    private Doors resourceServer(String clientId) {
        return clientId.equals(Doors.RESOURCE_SERVER)
                ? doors
                : doors.as(clientId, SeveralResourceServers.SECRET);
    }

    private Answer check(String pair, String audience, String given, String method, String uri) {
        return doors.checkFor(
                audience,
                "Authorization",
                "Bearer " + given,
                pair + "-Method",
                method,
                pair + "-URI",
                uri);
    }

    private Answer checkAsEnvoy(String audience, String given, String method, String uri) {
        return doors.send(
                method, "check/" + audience + uri, "", "Authorization", "Bearer " + given);
    }

    private static void assertForwarded(Answer answer, String target) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.reason()).isEqualTo("granted");
        assertThat(answer.header("X-Dicom-Access-Target")).isEqualTo(Samples.filled(target));
        assertThat(answer.header("Cache-Control")).matches("max-age=([1-9]|1[0-5])");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }

    private static void assertRefused(Answer answer, int status, String reason) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.header("X-Dicom-Access-Target")).isEmpty();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        String error = status == 401 ? "invalid_token" : "insufficient_scope";
        if (!reason.equals("token_missing")) {
            assertThat(answer.header("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"orthanc\", error=\"%s\"".formatted(error));
        }
        assertThat(
                        JsonPattern.of(
                                        "{'error': '%s', 'error_description': '<string>'}"
                                                .formatted(error))
                                .differences(answer.json()))
                .isEmpty();
    }
}
