package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.stack.GatewayOptions;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.Sharer;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gateway keeps the answer to a check for as long as the check says, for the very same question
 * only. How often it really asks is counted by a Keycloak that does nothing else.
 */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("what is kept ends in seconds, which a busy machine takes longer to see")
class KeptChecksIT {

    private static final String MINUTE = "max-age=60";
    private static final int LONGEST_HEADER = 15_000;

    private RecordedGateway gateway;

    /** Another for every test, so that none finds what another left. */
    private String token;

    @BeforeAll
    void the_gateway_starts() {
        gateway = RecordedGateway.start("kept-checks", GatewayOptions.usual());
    }

    @AfterAll
    void it_stops() {
        gateway.close();
    }

    @BeforeEach
    void somebody_comes() {
        token = UUID.randomUUID().toString();
    }

    @Test
    void the_same_question_is_asked_once() {
        gateway.checkGrants(Map.of("Cache-Control", MINUTE));
        int before = checks();

        for (int i = 0; i < 5; i++) {
            assertThat(ask(call("GET", "/studies/1/metadata").bearer(token))).isEqualTo(200);
        }

        assertThat(checks() - before).isOne();
        assertThat(gateway.lastAtOrthanc().getFirst("Host")).isNotNull();
        assertThat(gateway.orthanc().targets()).endsWith("/dicom-web/studies");
    }

    @Test
    void another_question_is_asked_anew() {
        gateway.checkGrants(Map.of("Cache-Control", MINUTE));
        String target = "/studies/1/metadata";
        List<RawCall> all =
                List.of(
                        call("GET", target).bearer(token),
                        call("HEAD", target).bearer(token),
                        call("POST", target).bearer(token),
                        call("GET", target + "?").bearer(token),
                        call("GET", target + "?a=b").bearer(token),
                        call("GET", target + "/").bearer(token),
                        call("GET", "/studies/%31/metadata").bearer(token),
                        call("GET", target).header("Authorization", "bearer " + token),
                        call("GET", target).header("Authorization", "Bearer  " + token),
                        call("GET", target).bearer(token + "x"),
                        call("GET", target),
                        call("GET", target).header("token", token),
                        call("GET", target).header("api-key", token),
                        call("GET", target).bearer(token).header("token", "y"),
                        call("GET", target).bearer(token).header("api-key", "y"),
                        call("GET", target)
                                .bearer(token)
                                .header("token", "y")
                                .header("api-key", "y"),
                        call("GET", target).bearer(token + "|y"),
                        call("GET", target).bearer(token + " y"));
        int before = checks();

        for (RawCall call : all) {
            ask(call);
        }

        assertThat(checks() - before).isEqualTo(all.size());
        for (RawCall call : all) {
            ask(call);
        }
        assertThat(checks() - before).isEqualTo(all.size());
    }

    @Test
    void what_a_caller_says_about_the_question_changes_nothing() {
        gateway.checkGrants(Map.of("Cache-Control", MINUTE, "Vary", "X-Original-URI, token"));
        int before = checks();

        ask(call("GET", "/studies/1/metadata").bearer(token));
        ask(call("GET", "/studies/1/metadata").bearer(token).header("X-Original-URI", "/x"));
        ask(call("GET", "/studies/1/metadata").bearer(token).header("X-Original-Method", "GET"));
        ask(call("GET", "/studies/1/metadata").bearer(token).header("Cache-Control", "no-cache"));

        assertThat(checks() - before).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "max-age=0", "no-cache", "private", "no-store, max-age=60"})
    void what_may_not_be_kept_is_not(String cacheControl) throws IOException {
        gateway.checkGrants(Map.of("Cache-Control", cacheControl));

        assertAskedEachTime(200);
    }

    @Test
    void an_answer_that_does_not_say_how_long_is_not_kept() throws IOException {
        gateway.checkGrants(
                Map.of(
                        "Cache-Control",
                        "",
                        "Expires",
                        "Thu, 01 Jan 2099 00:00:00 GMT",
                        "X-Accel-Expires",
                        "60"));

        assertAskedEachTime(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 302, 304, 400, 401, 403, 404, 429, 500, 502, 503})
    void nothing_but_what_was_granted_is_kept(int status) throws IOException {
        gateway.checkAnswers(status, Map.of("Cache-Control", MINUTE));

        assertAskedEachTime(status);
    }

    @Test
    void what_is_kept_says_as_much_as_when_it_was_new() {
        gateway.checkGrants(
                Map.of("Cache-Control", MINUTE, "X-Dicom-Access-Forward-Token", "true"));
        int before = checks();

        for (int i = 0; i < 2; i++) {
            ask(call("GET", "/studies/2/metadata").bearer(token));

            assertThat(gateway.lastAtOrthanc().getFirst("Authorization"))
                    .isEqualTo("Bearer " + token);
        }

        assertThat(checks() - before).isOne();
    }

    @Test
    void a_question_too_long_to_be_kept_is_answered_all_the_same() throws IOException {
        gateway.checkGrants(Map.of("Cache-Control", MINUTE));
        String before = filesHolding(token);
        RawCall call =
                call("GET", "/studies?x=" + "x".repeat(LONGEST_HEADER))
                        .bearer(token + "y".repeat(LONGEST_HEADER))
                        .header("api-key", "z".repeat(LONGEST_HEADER));

        assertThat(ask(call)).isEqualTo(200);
        assertThat(ask(call)).isEqualTo(200);

        assertThat(filesHolding(token)).isEqualTo(before);
    }

    /** nginx writes the question, and with it the token, beside the answer. */
    @Test
    void nobody_else_can_read_what_is_kept() throws IOException {
        gateway.checkGrants(Map.of("Cache-Control", MINUTE));
        ask(call("GET", "/studies/3/metadata").bearer(token));

        assertThat(filesHolding(token)).isNotEmpty();
        try (Stream<Path> files = Files.walk(gateway.nginx().cache())) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .endsWith("------");
            }
        }
    }

    @Test
    void by_default_a_share_that_was_taken_back_is_refused_at_once(Stack stack) {
        Sharer doctor = stack.doctor();
        GivenShare share = doctor.give(wish -> wish.put("link_form", "token"), SampleStudies.A);
        assertThat(series(stack, share)).isEqualTo(200);

        doctor.revoke(share);

        assertThat(series(stack, share)).isEqualTo(401);
    }

    @Test
    void otherwise_within_the_seconds_that_the_realm_says(Stack stack) {
        int seconds = 3;
        stack.administrator().setRealm("dicom-access.check-validity", String.valueOf(seconds));
        try {
            Sharer doctor = stack.doctor();
            GivenShare share = doctor.give(wish -> wish.put("link_form", "token"), SampleStudies.A);
            assertThat(series(stack, share)).isEqualTo(200);

            doctor.revoke(share);

            await().atMost(Duration.ofSeconds(seconds + 1))
                    .pollDelay(Duration.ZERO)
                    .untilAsserted(() -> assertThat(series(stack, share)).isEqualTo(401));
        } finally {
            stack.administrator().setRealm("dicom-access.check-validity", "");
        }
    }

    private void assertAskedEachTime(int status) throws IOException {
        int before = checks();

        for (int i = 0; i < 3; i++) {
            ask(call("GET", "/studies/1/metadata").bearer(token));
        }

        assertThat(checks() - before).as("checks answered with %d", status).isEqualTo(3);
        assertThat(filesHolding(token)).isEmpty();
    }

    private String filesHolding(String text) throws IOException {
        StringBuilder found = new StringBuilder();
        try (Stream<Path> files = Files.walk(gateway.nginx().cache())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(
                                Files.readAllBytes(file),
                                java.nio.charset.StandardCharsets.ISO_8859_1)
                        .contains(text)) {
                    found.append(file).append('\n');
                }
            }
        }
        return found.toString();
    }

    private int checks() {
        return gateway.keycloak().requests().size();
    }

    private static RawCall call(String method, String target) {
        return new RawCall(method, "/orthanc/dicom-web" + target);
    }

    private int ask(RawCall call) {
        return call.send(gateway.root()).status();
    }

    private static int series(Stack stack, GivenShare share) {
        return new RawCall(
                        "GET",
                        "/orthanc/dicom-web/studies/%s/series"
                                .formatted(SampleStudies.A.studyInstanceUid()))
                .bearer(share.token())
                .send(stack.gatewayRoot())
                .status();
    }
}
