package org.dicomaccess.keycloak.http.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.METADATA;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.assertForwarded;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.assertGrantedAsItCame;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.assertRefused;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.RawRequest;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** How a gateway tells {@code check/{audience}} about the request that it holds back. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class OriginalRequestIT {
    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    private Doors doors;
    private AskingGateway gateway;
    private String token;

    @BeforeEach
    void knock_with_a_token_that_reads_a() {
        doors = new Doors(realm.getBaseUrl());
        gateway = new AskingGateway(doors);
        token = Samples.tokenOfA(doors, "read");
    }

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
        assertRefused(
                gateway.checkAsEnvoy("orthanc", token, method, Samples.filled(uri)), 403, reason);
        assertRefused(
                gateway.narrowAsEnvoy("orthanc", token, method, Samples.filled(uri)), 403, reason);
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
        for (String door : List.of("check", "narrow")) {
            Answer answer =
                    new RawRequest(
                                    "GET",
                                    endpoint() + "/" + door + "/orthanc" + Samples.filled(uri))
                            .header("Authorization", "Bearer " + token)
                            .send(realm.getBaseUrl());

            assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
            assertThat(answer.header("X-Dicom-Access-Target")).isEmpty();
        }
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
        assertGrantedAsItCame(checkWith("", "/check/orthanc" + METADATA));
        assertForwarded(
                checkWith("", "/narrow/orthanc" + METADATA), "/dicom-web/studies/{A}/metadata");

        for (String door : List.of("/check/orthanc", "/narrow/orthanc")) {
            assertRefused(checkWith(headers, door + METADATA), 403, "request_not_understood");
        }
    }

    private Answer checkWith(String headers, String path) {
        RawRequest request =
                new RawRequest("GET", endpoint() + path).header("Authorization", "Bearer " + token);
        Stream.of(headers.replace("{uri}", METADATA).split("\\|", -1))
                .filter(header -> !header.isEmpty())
                .map(header -> header.split(":", 2))
                .forEach(header -> request.header(header[0], header[1].strip()));
        return request.send(realm.getBaseUrl());
    }

    private String endpoint() {
        return URI.create(realm.getBaseUrl()).getPath() + "/dicom-access";
    }
}
