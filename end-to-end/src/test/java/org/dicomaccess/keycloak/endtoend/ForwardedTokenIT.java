package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.NginxServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.StackOptions;
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

    private static final String TARGET = "/dicom-web/studies";

    private RecordingServer keycloak;
    private RecordingServer orthanc;
    private NginxServer gateway;

    @BeforeAll
    void the_gateway_starts() {
        keycloak = new RecordingServer();
        orthanc = new RecordingServer();
        Ports free = Ports.free();
        Ports ports =
                new Ports(
                        free.gateway(),
                        keycloak.port(),
                        free.management(),
                        orthanc.port(),
                        free.orthancDicom());
        StackOptions ofStack = StackOptions.ofBuild(RunningStack.module(), "stack");
        gateway =
                NginxServer.start(
                        StackOptions.ofBuild(RunningStack.module(), "forwarded-token").on(ports),
                        OhifViewer.prepare(ofStack));
    }

    @AfterAll
    void all_stop() {
        gateway.close();
        orthanc.close();
        keycloak.close();
    }

    @ParameterizedTest(name = "check says {0}, caller sends {1} -> {2}")
    @CsvFileSource(resources = "forwarded-tokens.csv", numLinesToSkip = 1)
    void a_token_arrives_when_the_check_said_so(
            @Nullable String said, @Nullable String sent, @Nullable String arrives) {
        checkSays(200, said);
        int before = orthanc.requests().size();

        RawAnswer answer = ask("Authorization", sent);

        if ("(nothing)".equals(arrives)) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(orthanc.requests()).hasSize(before);
            return;
        }
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("X-Dicom-Access-Forward-Token");
        assertThat(lastAtOrthanc().getFirst("Authorization")).isEqualTo(arrives);
    }

    @ParameterizedTest(name = "check says {0}, caller sends {1} -> {2}")
    @CsvSource({
        "true, dak.dXNlcg.a2V5.c2VjcmV0, dak.dXNlcg.a2V5.c2VjcmV0",
        "true, 'dak.dXNlcg, dak.a2V5', (nothing)",
        "true, Bearer dak.dXNlcg, (nothing)",
        ", dak.dXNlcg.a2V5.c2VjcmV0,",
        "false, dak.dXNlcg.a2V5.c2VjcmV0, (nothing)"
    })
    void an_api_key_arrives_when_the_check_said_so(
            @Nullable String said, String sent, @Nullable String arrives) {
        checkSays(200, said);
        int before = orthanc.requests().size();

        RawAnswer answer = ask("api-key", sent);

        if ("(nothing)".equals(arrives)) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(orthanc.requests()).hasSize(before);
            return;
        }
        assertThat(lastAtOrthanc().getFirst("api-key")).isEqualTo(arrives);
        assertThat(lastAtOrthanc()).doesNotContainKey("Authorization");
    }

    @Test
    void a_token_in_another_header_does_not_arrive_and_neither_does_the_request() {
        checkSays(200, "true");
        int before = orthanc.requests().size();

        assertThat(ask("token", "eyJ0.eyJ1.c2ln").status()).isEqualTo(503);

        assertThat(orthanc.requests()).hasSize(before);
    }

    @Test
    void the_caller_cannot_say_so() {
        checkSays(200, null);

        new RawCall("GET", "/orthanc/dicom-web/studies")
                .header("Authorization", "Bearer eyJ0.eyJ1.c2ln")
                .header("X-Dicom-Access-Forward-Token", "true")
                .send(gateway.root());

        assertThat(lastAtOrthanc())
                .doesNotContainKeys("Authorization", "X-dicom-access-forward-token");
        assertThat(last(keycloak)).doesNotContainKey("X-dicom-access-forward-token");
    }

    @Test
    void nothing_arrives_when_the_check_refuses() {
        checkSays(403, "true");
        int before = orthanc.requests().size();

        assertThat(ask("Authorization", "Bearer eyJ0.eyJ1.c2ln").status()).isEqualTo(403);

        assertThat(orthanc.requests()).hasSize(before);
    }

    private void checkSays(int status, @Nullable String forwardToken) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Dicom-Access-Reason", status == 200 ? "granted" : "study_not_granted");
        headers.put("X-Dicom-Access-Target", TARGET);
        if (forwardToken != null) {
            headers.put("X-Dicom-Access-Forward-Token", forwardToken);
        }
        keycloak.say(status, headers);
    }

    private RawAnswer ask(String header, @Nullable String value) {
        RawCall call = new RawCall("GET", "/orthanc/dicom-web/studies");
        return (value == null ? call : call.header(header, value)).send(gateway.root());
    }

    private Headers lastAtOrthanc() {
        return last(orthanc);
    }

    private static Headers last(RecordingServer server) {
        List<Headers> requests = server.requests();
        return requests.get(requests.size() - 1);
    }
}
