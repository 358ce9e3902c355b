package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.GatewayOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gateway in front of servers that only write down what they get: who asks is told to Orthanc
 * when the check says that Orthanc decides, and never otherwise.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedTokenIT {

    /** The gateway's own key at Orthanc's plugin. */
    private static final String KEY = "dak.Z2F0ZXdheQ.a2V5.c2VjcmV0";

    private RecordedGateway gateway;

    @BeforeAll
    void the_gateway_starts() throws IOException {
        gateway =
                RecordedGateway.start(
                        "forwarded-token",
                        GatewayOptions.usual()
                                .with("ORTHANC_API_KEY", KEY)
                                .withPiece("dicom-access/explorer.conf", explorer()));
    }

    /** As it is shipped, with the one server that records in the place of Explorer's own. */
    private static String explorer() throws IOException {
        return Files.readString(
                        RunningStack.module()
                                .resolve(
                                        "../docker/nginx/templates/dicom-access/explorer.conf.template"))
                .replace("${DICOM_ACCESS_PATH}", "")
                .replace("set $explorer explorer:8042;", "set $explorer orthanc;");
    }

    @AfterAll
    void it_stops() {
        gateway.close();
    }

    @ParameterizedTest(name = "check says {0}, caller sends {1} -> {2}")
    @CsvFileSource(resources = "forwarded-tokens.csv", numLinesToSkip = 1)
    void a_token_arrives_when_the_check_said_so(
            @Nullable String said, @Nullable String sent, @Nullable String arrives) {
        checkSays(200, said);
        int before = gateway.orthanc().requests().size();

        RawAnswer answer = gateway.ask("Authorization", sent);

        if ("(nothing)".equals(arrives)) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(gateway.orthanc().requests()).hasSize(before);
            return;
        }
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("X-Dicom-Access-Forward-Token");
        assertThat(gateway.lastAtOrthanc().getFirst("Authorization")).isEqualTo(arrives);
    }

    @ParameterizedTest(name = "check says {0}, caller sends {1} -> {2}")
    @CsvSource({
        "true, dak.dXNlcg.a2V5.c2VjcmV0, dak.dXNlcg.a2V5.c2VjcmV0",
        "true, 'dak.dXNlcg, dak.a2V5', (nothing)",
        "true, Bearer dak.dXNlcg, (nothing)",
        ", dak.dXNlcg.a2V5.c2VjcmV0, dak.Z2F0ZXdheQ.a2V5.c2VjcmV0",
        "false, dak.dXNlcg.a2V5.c2VjcmV0, (nothing)"
    })
    void an_api_key_arrives_when_the_check_said_so(
            @Nullable String said, String sent, @Nullable String arrives) {
        checkSays(200, said);
        int before = gateway.orthanc().requests().size();

        RawAnswer answer = gateway.ask("api-key", sent);

        if ("(nothing)".equals(arrives)) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(gateway.orthanc().requests()).hasSize(before);
            return;
        }
        assertThat(gateway.lastAtOrthanc().getFirst("api-key")).isEqualTo(arrives);
        assertThat(gateway.lastAtOrthanc()).doesNotContainKey("Authorization");
    }

    @Test
    void a_token_in_another_header_does_not_arrive_and_neither_does_the_request() {
        checkSays(200, "true");
        int before = gateway.orthanc().requests().size();

        assertThat(gateway.ask("token", "eyJ0.eyJ1.c2ln").status()).isEqualTo(503);

        assertThat(gateway.orthanc().requests()).hasSize(before);
    }

    @Test
    void the_caller_cannot_say_so() {
        checkSays(200, null);

        new RawCall("GET", "/orthanc/dicom-web/studies")
                .header("Authorization", "Bearer eyJ0.eyJ1.c2ln")
                .header("X-Dicom-Access-Forward-Token", "true")
                .send(gateway.root());

        assertThat(gateway.lastAtOrthanc())
                .doesNotContainKeys("Authorization", "X-dicom-access-forward-token");
        assertThat(gateway.lastCheck()).doesNotContainKey("X-dicom-access-forward-token");
    }

    @Test
    void nothing_arrives_when_the_check_refuses() {
        checkSays(403, "true");
        int before = gateway.orthanc().requests().size();

        assertThat(gateway.ask("Authorization", "Bearer eyJ0.eyJ1.c2ln").status()).isEqualTo(403);

        assertThat(gateway.orthanc().requests()).hasSize(before);
    }

    @Test
    void what_was_decided_here_is_asked_with_the_gateways_own_key() {
        checkSays(200, null);

        for (String header : List.of("Authorization", "token", "api-key")) {
            gateway.ask(header, header.equals("Authorization") ? "Bearer eyJ0.eyJ1.c2ln" : "eyJ0");

            assertThat(gateway.lastAtOrthanc().get("api-key")).containsExactly(KEY);
        }
    }

    @Test
    void where_nothing_is_checked_nobody_passes_on_the_gateways_own_key() {
        RawCall call = new RawCall("GET", "/explorer/ui/app/");

        assertThat(call.header("api-key", KEY).send(gateway.root()).status()).isEqualTo(200);

        assertThat(gateway.lastAtOrthanc()).doesNotContainKey("Api-key");
    }

    @Test
    void where_nothing_is_checked_everybody_elses_key_goes_to_the_plugin() {
        String key = "dak.dXNlcg.a2V5.c2VjcmV0";

        new RawCall("GET", "/explorer/ui/app/").header("api-key", key).send(gateway.root());

        assertThat(gateway.lastAtOrthanc().getFirst("api-key")).isEqualTo(key);
    }

    @Test
    void what_orthanc_decides_is_not() {
        checkSays(200, "true");

        gateway.ask("Authorization", "Bearer eyJ0.eyJ1.c2ln");

        assertThat(gateway.lastAtOrthanc()).doesNotContainKey("api-key");
    }

    @Test
    void a_gateway_without_a_key_sends_none() {
        try (RecordedGateway other =
                RecordedGateway.start("forwarded-token/no-key", GatewayOptions.usual())) {
            for (String header : List.of("Authorization", "token", "api-key")) {
                assertThat(other.ask(header, "dak.dXNlcg.a2V5.c2VjcmV0").status()).isEqualTo(200);

                assertThat(other.lastAtOrthanc())
                        .doesNotContainKeys("Authorization", "Token", "Api-key");
            }
        }
    }

    private void checkSays(int status, @Nullable String forwardToken) {
        gateway.checkAnswers(
                status,
                forwardToken == null
                        ? Map.of()
                        : Map.of("X-Dicom-Access-Forward-Token", forwardToken));
    }
}
