package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.endtoend.RecordingServer.Line;
import org.dicomaccess.keycloak.stack.CaddyServer;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway with Caddy in front of servers that only write down what they get. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaddyForwardingIT {

    private static final String SEARCH = "/orthanc/dicom-web/studies?limit=5&token=x";
    private static final String TARGET = "/dicom-web/studies?StudyInstanceUID=1.2.3&limit=5";
    private static final String GATEWAYS_KEY = "dak.b3du.a2V5.c2VjcmV0";
    private static final int LARGE = 60_000_000;
    private static final int PATIENCE_MILLIS = 30_000;

    private RecordingServer keycloak;
    private RecordingServer orthanc;
    private CaddyServer gateway;

    @BeforeAll
    void the_gateway_starts() {
        keycloak = new RecordingServer();
        orthanc = new RecordingServer();
        gateway = caddy("caddy-forwarding", orthanc.port());
    }

    private CaddyServer caddy(String name, int orthancPort) {
        Ports ports = Ports.free().withKeycloak(keycloak.port()).withOrthanc(orthancPort);
        return CaddyServer.start(
                StackOptions.ofBuild(RunningStack.module(), name).on(ports),
                OhifViewer.prepare(StackOptions.ofBuild(RunningStack.module(), "stack")),
                GATEWAYS_KEY);
    }

    @AfterAll
    void all_stop() {
        gateway.close();
        orthanc.close();
        keycloak.close();
    }

    static List<String> targets() {
        return RequestTable.read("granted-requests.tsv").stream()
                .map(row -> row.get(4))
                .distinct()
                .toList();
    }

    /** In a query without a value, the equals sign at its very end is the only thing that goes. */
    @ParameterizedTest
    @MethodSource("targets")
    @ValueSource(
            strings = {
                "/dicom-web/studies?PatientName=A%20B%2CC%7BD%7D&StudyInstanceUID=1.2,3.4",
                "/dicom-web/studies?StudyInstanceUID=1.2&00100010=%25%2B%3B%C3%A9*"
            })
    void what_arrives_is_the_target_of_the_check(String target) {
        checkSays(200, target, null);

        RawAnswer answer = new RawCall("GET", SEARCH).send(gateway.root());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(last(orthanc.lines())).isEqualTo(new Line("GET", target, 0));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "patients", "http://elsewhere.example.org/", "/{env.ORTHANC_API_KEY}"})
    void without_a_target_nothing_arrives(@Nullable String target) {
        checkSays(200, target, null);
        int before = orthanc.lines().size();

        assertThat(new RawCall("GET", SEARCH).send(gateway.root()).status()).isEqualTo(503);

        assertThat(orthanc.lines()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orthanc/dicom-web/studies/1.2/../3.4",
                "/orthanc/dicom-web/studies/%2e%2e/x//y;z=1",
                "/orthanc/dicom-web/studies?StudyInstanceUID={env.ORTHANC_API_KEY}&x=%2f"
            })
    void the_check_reads_what_the_caller_wrote(String target) {
        checkSays(403, null, null);

        new RawCall("PROPFIND", target).send(gateway.root());

        assertThat(last(keycloak.lines()))
                .isEqualTo(new Line("GET", "/realms/orthanc/dicom-access/check/orthanc", 0));
        assertThat(last(keycloak.requests()).get("X-original-uri")).containsExactly(target);
        assertThat(last(keycloak.requests()).get("X-original-method")).containsExactly("PROPFIND");
    }

    @Test
    void nothing_else_of_the_callers_arrives() {
        checkSays(200, TARGET, null);

        new RawCall("GET", SEARCH)
                .bearer("a.b.c")
                .header("token", "d.e.f")
                .header("api-key", "dak.Zm9l.a2V5.c2VjcmV0")
                .header("Accept", "application/dicom+json")
                .header("Range", "bytes=0-9")
                .header("Cookie", "session=1")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("X-Original-Method", "DELETE")
                .header("X-Original-URI", "/orthanc/system")
                .header("X-Forwarded-Method", "DELETE")
                .header("X-Forwarded-Uri", "/orthanc/system")
                .header("X-Dicom-Access-Forward-Token", "true")
                .header("Forwarded", "host=elsewhere.example.org")
                .send(gateway.root());

        assertThat(last(keycloak.requests()).keySet())
                .containsExactlyInAnyOrder(
                        "Host",
                        "Authorization",
                        "Token",
                        "Api-key",
                        "X-original-method",
                        "X-original-uri");
        assertThat(last(orthanc.requests()).keySet())
                .containsExactlyInAnyOrder("Host", "Accept", "Range", "Api-key", "Forwarded");
        assertThat(last(orthanc.requests()).getFirst("Api-key")).isEqualTo(GATEWAYS_KEY);
        assertThat(last(orthanc.requests()).getFirst("Forwarded"))
                .isEqualTo(
                        "host=localhost:%d/orthanc;proto=http".formatted(gateway.root().getPort()));
    }

    @Test
    void what_the_caller_did_not_send_is_not_sent_empty() {
        checkSays(200, TARGET, null);

        new RawCall("GET", SEARCH).send(gateway.root());

        assertThat(last(keycloak.requests()).keySet())
                .containsExactlyInAnyOrder("Host", "X-original-method", "X-original-uri");
        assertThat(last(orthanc.requests()).keySet())
                .containsExactlyInAnyOrder("Host", "Api-key", "Forwarded");
    }

    @ParameterizedTest(name = "check says {0}, caller sends {1} -> {2}")
    @CsvFileSource(resources = "forwarded-tokens.csv", numLinesToSkip = 1)
    void a_token_arrives_when_the_check_said_so(
            @Nullable String said, @Nullable String sent, @Nullable String arrives) {
        assertArrives(said, "Authorization", sent, arrives);
    }

    @ParameterizedTest(name = "check says {0}, caller sends {1} -> {2}")
    @CsvSource({
        "true, dak.dXNlcg.a2V5.c2VjcmV0, dak.dXNlcg.a2V5.c2VjcmV0",
        "true, 'dak.dXNlcg, dak.a2V5', (nothing)",
        "true, Bearer dak.dXNlcg, (nothing)",
        "false, dak.dXNlcg.a2V5.c2VjcmV0, (nothing)"
    })
    void an_api_key_arrives_when_the_check_said_so(String said, String sent, String arrives) {
        assertArrives(said, "Api-key", sent, arrives);
    }

    private void assertArrives(
            @Nullable String said, String header, @Nullable String sent, @Nullable String arrives) {
        checkSays(200, TARGET, said);
        int before = orthanc.lines().size();
        RawCall call = new RawCall("GET", SEARCH);

        RawAnswer answer = (sent == null ? call : call.header(header, sent)).send(gateway.root());

        if ("(nothing)".equals(arrives)) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(orthanc.lines()).hasSize(before);
            return;
        }
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("X-Dicom-Access-Forward-Token");
        assertThat(last(orthanc.requests()).getFirst(header)).isEqualTo(arrives);
        // Orthanc is told once who asks: by the caller's own, or by the gateway's.
        assertThat(last(orthanc.requests()).containsKey("Api-key"))
                .isEqualTo(arrives == null || header.equals("Api-key"));
    }

    @Test
    void a_large_upload_goes_through() {
        checkSays(200, "/dicom-web/studies/1.2.3", null);

        RawAnswer answer =
                new RawCall("POST", "/orthanc/dicom-web/studies/1.2.3")
                        .body("multipart/related; boundary=x", new byte[LARGE])
                        .send(gateway.root());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(last(orthanc.lines()))
                .isEqualTo(new Line("POST", "/dicom-web/studies/1.2.3", LARGE));
        assertThat(last(keycloak.lines()).bodyLength()).isZero();
        assertThat(last(keycloak.requests()).getFirst("X-original-method")).isEqualTo("POST");
    }

    /** Any other leaves a connection to Orthanc on which nothing is checked. */
    @Test
    void a_websocket_begins_and_no_other_upgrade_does() throws IOException {
        checkSays(200, "/websocket", null);
        try (UpgradingServer upgrading = new UpgradingServer();
                CaddyServer other = caddy("caddy-upgrading", upgrading.port())) {
            assertThat(upgraded(other, "websocket", "hello"))
                    .startsWith("HTTP/1.1 101 ")
                    .endsWith("hello");
            assertThat(upgraded(other, "h2c", "hello")).startsWith("HTTP/1.1 200 ");

            assertThat(upgrading.heads()).hasSize(2);
            assertThat(upgrading.heads().get(0)).startsWith("GET /websocket HTTP/1.1");
            assertThat(upgrading.heads().get(1)).doesNotContainIgnoringCase("upgrade");
        }
    }

    /** The head of the answer, and behind it what comes back of what is sent. */
    private static String upgraded(CaddyServer server, String protocol, String sent)
            throws IOException {
        try (Socket socket = new Socket("localhost", server.root().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request =
                    "GET /orthanc/x HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: %s"
                                    .formatted(protocol)
                            + "\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            String head = UpgradingServer.head(socket.getInputStream());
            if (!head.startsWith("HTTP/1.1 101 ")) {
                return head;
            }
            socket.getOutputStream().write(sent.getBytes(ISO_8859_1));
            byte[] back = socket.getInputStream().readNBytes(sent.length());
            return head + new String(back, ISO_8859_1);
        }
    }

    @Test
    void the_head_of_an_answer_is_the_gateways() {
        checkSays(200, TARGET, null);
        orthanc.say(
                200,
                Map.of(
                        "Set-Cookie", "session=1",
                        "Cache-Control", "public",
                        "Server", "Orthanc",
                        "X-Dicom-Access-Target", "/x"));

        RawAnswer answer = new RawCall("GET", SEARCH).send(gateway.root());

        orthanc.say(200, Map.of());
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Dicom-Access-Target")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/orthanc/../x",
                "/realms/%2e%2e/x",
                "/realms//x",
                "/realms/a\\b",
                "/realms/a%5cb",
                "/realms/..;x/y",
                "/realms/a/."
            })
    void keycloak_gets_no_path_that_two_servers_read_in_two_ways(String target) {
        int before = keycloak.lines().size();

        int status = new RawCall("GET", target).send(gateway.root()).status();

        assertThat(status).isIn(400, 404);
        assertThat(keycloak.lines()).hasSize(before);
    }

    @Test
    void keycloak_learns_from_the_gateway_where_people_are() {
        new RawCall("GET", "/realms/orthanc/account?x=%2f")
                .header("Cookie", "a=b")
                .header("X-Forwarded-Host", "elsewhere.example.org")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Port", "1")
                .header("X-Forwarded-For", "192.0.2.1")
                .header("X-Forwarded-Prefix", "/x")
                .header("Forwarded", "host=elsewhere.example.org")
                .send(gateway.root());

        Headers sent = last(keycloak.requests());
        assertThat(last(keycloak.lines()).target()).isEqualTo("/realms/orthanc/account?x=%2f");
        assertThat(sent.getFirst("X-forwarded-host")).isEqualTo(gateway.root().getAuthority());
        assertThat(sent.get("X-forwarded-proto")).containsExactly("http");
        assertThat(sent.getFirst("X-forwarded-for")).doesNotContain("192.0.2.1");
        assertThat(sent)
                .doesNotContainKeys("X-forwarded-port", "X-forwarded-prefix", "Forwarded")
                .containsKey("Cookie");
    }

    private void checkSays(int status, @Nullable String target, @Nullable String forwardToken) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Dicom-Access-Reason", status == 200 ? "granted" : "study_not_granted");
        if (target != null) {
            headers.put("X-Dicom-Access-Target", target);
        }
        if (forwardToken != null) {
            headers.put("X-Dicom-Access-Forward-Token", forwardToken);
        }
        keycloak.say(status, headers);
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
