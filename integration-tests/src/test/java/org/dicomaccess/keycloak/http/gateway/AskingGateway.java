package org.dicomaccess.keycloak.http.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;

/** Asks {@code check/{audience}} as gateways do, and knows how its answers look. */
final class AskingGateway {
    static final String METADATA = Samples.filled("/orthanc/dicom-web/studies/{A}/metadata");

    private final Doors doors;

    AskingGateway(Doors doors) {
        this.doors = doors;
    }

    Answer check(String pair, String audience, String given, String method, String uri) {
        return doors.checkFor(
                audience,
                "Authorization",
                "Bearer " + given,
                pair + "-Method",
                method,
                pair + "-URI",
                uri);
    }

    /** As an Envoy that forwards what its caller sent. */
    Answer checkAsEnvoy(String audience, String given, String method, String uri) {
        return below("check", audience, given, method, uri);
    }

    /** As an Envoy that forwards the target of the answer. */
    Answer narrowAsEnvoy(String audience, String given, String method, String uri) {
        return below("narrow", audience, given, method, uri);
    }

    private Answer below(String door, String audience, String given, String method, String uri) {
        return doors.send(
                method, door + "/" + audience + uri, "", "Authorization", "Bearer " + given);
    }

    static void assertGrantedAsItCame(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.reason()).isEqualTo("granted");
        assertThat(answer.header("X-Dicom-Access-Target")).isEmpty();
        assertThat(answer.header("X-Dicom-Access-Forward-Token")).isEmpty();
    }

    static void assertForwarded(Answer answer, String target) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.reason()).isEqualTo("granted");
        assertThat(answer.header("X-Dicom-Access-Target")).isEqualTo(Samples.filled(target));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }

    static void assertRefused(Answer answer, int status, String reason) {
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
