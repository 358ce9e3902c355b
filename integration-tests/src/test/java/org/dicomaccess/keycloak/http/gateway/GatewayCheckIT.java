package org.dicomaccess.keycloak.http.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.METADATA;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.assertForwarded;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.assertGrantedAsItCame;
import static org.dicomaccess.keycloak.http.gateway.AskingGateway.assertRefused;

import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
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
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** What {@code check/{audience}} grants, what it has forwarded, and for how long. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class GatewayCheckIT {
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

    @ParameterizedTest(name = "{0}, {1}: {2} {3}")
    @MethodSource("forwardedTargets")
    void a_granted_request_is_forwarded_as_it_was_understood(
            String audience, String actions, String method, String uri, String target) {
        String given = Samples.tokenOfA(resourceServer(audience), actions);

        assertForwarded(
                gateway.check("X-Original", audience, given, method, Samples.filled(uri)), target);
        assertForwarded(
                gateway.narrowAsEnvoy(audience, given, method, Samples.filled(uri)), target);
    }

    /** Traefik and an Envoy without more than the filter forward what their caller sent. */
    @ParameterizedTest(name = "{0}, {1}: {2} {3}: {4}")
    @MethodSource("requestsForwardedAsTheyCame")
    void a_gateway_that_cannot_rewrite_gets_only_through_what_needs_no_rewriting(
            String audience, String actions, String method, String uri, String reason) {
        String given = Samples.tokenOfA(resourceServer(audience), actions);

        for (Answer answer :
                List.of(
                        gateway.check("X-Forwarded", audience, given, method, Samples.filled(uri)),
                        gateway.checkAsEnvoy(audience, given, method, Samples.filled(uri)))) {
            if (reason.equals("granted")) {
                assertGrantedAsItCame(answer);
            } else {
                assertRefused(answer, 403, reason);
            }
        }
    }

    static Stream<Arguments> requestsForwardedAsTheyCame() {
        return TestTable.of(GatewayCheckIT.class, "forwarded-as-they-came.tsv");
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
            Answer answer = gateway.check(pair, audience, given, method, Samples.filled(uri));
            assertRefused(answer, 403, reason);
        }
    }

    static Stream<Arguments> refusedRequests() {
        return TestTable.of(GatewayCheckIT.class, "refused-requests.tsv");
    }

    @Test
    void a_token_of_two_studies_searches_in_both() {
        String both = doors.studyToken(Samples.A, Samples.B);

        Answer answer =
                gateway.check("X-Original", "orthanc", both, "GET", "/orthanc/dicom-web/studies");

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
                gateway.check(
                        "X-Original",
                        "orthanc",
                        byId,
                        "GET",
                        "/orthanc/studies/" + Samples.A_ORTHANC),
                "/studies/{A.orthanc}");
        assertRefused(
                gateway.check("X-Original", "orthanc", byId, "GET", METADATA),
                403,
                "study_not_granted");
        // A search that names no study needs an answer: an empty one.
        assertForwarded(
                gateway.check("X-Original", "orthanc", byId, "GET", "/orthanc/dicom-web/studies"),
                "/dicom-web/studies?StudyInstanceUID=0.0");
    }

    @Test
    void an_archive_opens_by_its_link_alone_when_the_token_may_download() {
        String archive = "/orthanc/studies/" + Samples.A_ORTHANC + "/archive?token=";
        String downloads = Samples.tokenOfA(doors, "read download");

        assertForwarded(
                checkWithoutHeader("X-Original", archive + downloads),
                "/studies/{A.orthanc}/archive");
        assertRefused(
                checkWithoutHeader("X-Forwarded", archive + downloads), 403, "rewrite_needed");
        for (String pair : List.of("X-Original", "X-Forwarded")) {
            assertRefused(checkWithoutHeader(pair, archive + token), 403, "action_not_granted");
        }
    }

    private Answer checkWithoutHeader(String pair, String uri) {
        return doors.checkFor("orthanc", pair + "-Method", "GET", pair + "-URI", uri);
    }

    // For how long

    @Test
    void a_granted_answer_may_be_kept_as_long_as_the_realm_says() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.check-validity", "5"));

        assertThat(maxAge(token)).isEqualTo(5);
    }

    @Test
    void no_granted_answer_outlasts_the_token() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.check-validity", "60"));

        assertThat(maxAge(Samples.shortToken(doors, 30))).isBetween(1L, 30L);
    }

    @Test
    void no_refusal_may_be_kept() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.check-validity", "60"));

        assertRefused(
                gateway.check("X-Original", "orthanc", token, "DELETE", METADATA),
                403,
                "method_not_granted");
        assertRefused(
                gateway.check("X-Original", "orthanc", "made-up", "GET", METADATA),
                401,
                "token_invalid");
    }

    @Test
    void how_long_orthanc_keeps_answers_is_another_matter() {
        realm.updateWithCleanup(r -> r.attribute("dicom-access.validity", "90"));

        assertThat(
                        gateway.check("X-Original", "orthanc", token, "GET", METADATA)
                                .header("Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void no_cache_takes_the_answer_about_one_request_for_that_about_another() {
        Answer answer = gateway.check("X-Original", "orthanc", token, "GET", METADATA);

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
                gateway.check("X-Original", "orthanc", given, "GET", METADATA)
                        .header("Cache-Control");
        assertThat(cacheControl).startsWith("max-age=");
        return Long.parseLong(cacheControl.substring("max-age=".length()));
    }

    private Doors resourceServer(String clientId) {
        return clientId.equals(Doors.RESOURCE_SERVER)
                ? doors
                : doors.as(clientId, SeveralResourceServers.SECRET);
    }
}
