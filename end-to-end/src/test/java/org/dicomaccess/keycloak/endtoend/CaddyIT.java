package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.CaddyServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway with Caddy, beside nginx in front of the same Keycloak and the same Orthanc. */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaddyIT {

    private Stack stack;
    private CaddyServer gateway;
    private Map<String, String> tokens;
    private String shareOfA;

    @BeforeAll
    void a_second_gateway_starts(Stack running) {
        stack = running;
        Ports there = stack.options().ports();
        Ports ports =
                new Ports(
                        Ports.free().gateway(),
                        there.keycloak(),
                        there.management(),
                        there.orthanc(),
                        there.orthancDicom());
        gateway =
                CaddyServer.start(
                        StackOptions.ofBuild(RunningStack.module(), "caddy").on(ports),
                        OhifViewer.prepare(stack.options()));
        shareOfA = stack.mintLink(SampleStudies.A).token();
        tokens =
                Map.of(
                        "read", stack.mintToken("viewer-instant-link", SampleStudies.A),
                        "download", stack.mintToken("download-instant-link", SampleStudies.A));
    }

    @AfterAll
    void it_stops() {
        gateway.close();
    }

    static List<List<String>> hostile() {
        return RequestTable.read("hostile-requests.tsv");
    }

    static List<List<String>> granted() {
        return GrantedRequestsIT.reads();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void no_byte_of_an_answer_tells_of_another_study(List<String> row) {
        String target = row.get(1).replaceAll("token=x(?=&|$)", "token=" + shareOfA);
        boolean twoTokens = target.contains("token=x");

        RawAnswer answer = new RawCall(row.get(0), target).bearer(shareOfA).send(gateway.root());

        assertThat(OtherStudies.namedIn(answer.text())).as(row.get(3)).isEmpty();
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
        if (twoTokens || row.get(2).equals("refused")) {
            assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(300);
        }
        if (!twoTokens && row.get(2).equals("narrowed") && row.get(0).equals("GET")) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("granted")
    void a_granted_request_is_answered_as_orthanc_answers_it(List<String> row) {
        RawAnswer behind = new RawCall("GET", row.get(4)).send(stack.orthanc().root());

        RawAnswer answer =
                new RawCall("GET", row.get(2)).bearer(tokens.get(row.get(3))).send(gateway.root());

        assertThat(answer.status()).as(answer.text()).isEqualTo(behind.status());
        assertThat(OtherStudies.namedIn(answer.text())).isEmpty();
    }

    @Test
    void a_share_is_looked_at_in_the_viewer(ViewerPage viewer) {
        viewer.open(viewerOf(shareOfA));

        viewer.awaitImageOf(SampleStudies.A);
        viewer.awaitThumbnails(2);
        viewer.awaitQuiet();

        viewer.screenshot(Screenshots.named("caddy"));
        assertThat(viewer.failedAnswers()).isEmpty();
        assertThat(viewer.consoleErrors()).isEmpty();
        assertThat(viewer.requestedAddresses())
                .allMatch(address -> address.startsWith(gateway.root().toString()));
        assertThat(viewer.address().toString()).doesNotContain("token");
    }

    @Test
    void no_log_holds_a_token() throws IOException {
        String target = "/orthanc/dicom-web/studies/" + SampleStudies.A.studyInstanceUid();
        new RawCall("GET", target + "/series?token=" + shareOfA).send(gateway.root());
        new RawCall("GET", target + "/series").bearer(shareOfA).send(gateway.root());

        String log = Files.readString(gateway.accessLog());

        assertThat(log).contains(target).doesNotContain(shareOfA.substring(0, 20), "token=");
        assertThat(Files.readString(gateway.ownLog())).doesNotContain(shareOfA.substring(0, 20));
    }

    private URI viewerOf(String token) {
        return URI.create(
                gateway.root()
                        + "ohif/viewer?StudyInstanceUIDs="
                        + SampleStudies.A.studyInstanceUid()
                        + "#token="
                        + token);
    }
}
