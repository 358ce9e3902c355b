package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.GatewayOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * WebSockets (RFC 6455) pass through the gateway where the check grants it, and nothing like them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketIT {

    private static final String PATH = "/orthanc/dicom-web/studies";
    private static final long PATIENCE_SECONDS = 30;

    /** Before a server that takes plain requests only. */
    private RecordedGateway plain;

    @BeforeAll
    void a_gateway_starts() {
        plain = RecordedGateway.start("web-socket/plain", GatewayOptions.usual());
    }

    @AfterAll
    void it_stops() {
        plain.close();
    }

    @Test
    void what_is_said_comes_back_where_it_was_granted() throws Exception {
        try (EchoServer orthanc = new EchoServer();
                RecordedGateway gateway =
                        RecordedGateway.start(
                                "web-socket", GatewayOptions.usual(), orthanc.port())) {
            CompletableFuture<String> heard = new CompletableFuture<>();
            WebSocket socket = connect(gateway, heard);

            socket.sendText("Good morning, Orthanc", true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);

            assertThat(heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo("Good morning, Orthanc");
            assertThat(orthanc.requestLine())
                    .isEqualTo("GET " + RecordedGateway.TARGET + " HTTP/1.1");
            assertThat(gateway.lastCheck().getFirst("X-Original-URI")).isEqualTo(PATH);
            assertThat(gateway.lastCheck()).doesNotContainKey("Upgrade");
            socket.abort();
        }
    }

    @Test
    void nothing_is_opened_where_it_was_not() {
        try (EchoServer orthanc = new EchoServer();
                RecordedGateway gateway =
                        RecordedGateway.start(
                                "web-socket", GatewayOptions.usual(), orthanc.port())) {
            gateway.checkAnswers(403, Map.of());

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> connect(gateway, new CompletableFuture<>()))
                    .withCauseInstanceOf(WebSocketHandshakeException.class);

            assertThat(orthanc.requestLine()).isEmpty();
        }
    }

    /** Anything else would leave a connection to Orthanc on which nobody checks what is asked. */
    @ParameterizedTest(name = "{0} {1}, Connection: {2}, Upgrade: {3}")
    @CsvFileSource(resources = "upgrades.tsv", delimiter = '\t', numLinesToSkip = 1)
    void nothing_else_is_passed_on(
            String method, String protocol, String connection, String upgrade) {
        plain.checkGrants(Map.of());

        RawAnswer answer =
                new RawCall(method, PATH)
                        .protocol(protocol)
                        .header("Connection", connection)
                        .header("Connection", "close")
                        .header("Upgrade", upgrade)
                        .header("HTTP2-Settings", "AAMAAABkAARAAAAAAAIAAAAA")
                        .header("Sec-WebSocket-Version", "13")
                        .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                        .send(plain.root());

        assertThat(answer.status()).isEqualTo(200);
        Headers arrived = plain.lastAtOrthanc();
        assertThat(arrived).doesNotContainKeys("Upgrade", "Http2-settings");
        assertThat(arrived.getOrDefault("Connection", List.of()))
                .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("upgrade"));
        assertThat(plain.lastCheck()).doesNotContainKeys("Upgrade", "Http2-settings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "WebSocket"})
    void a_web_socket_is_however_it_is_written(String upgrade) {
        plain.checkGrants(Map.of());

        new RawCall("GET", PATH)
                .protocol("HTTP/1.1")
                .header("Connection", "Upgrade")
                .header("Connection", "close")
                .header("Upgrade", upgrade)
                .send(plain.root());

        assertThat(plain.lastAtOrthanc().getFirst("Upgrade")).isEqualTo("websocket");
    }

    @Test
    void keycloak_is_sent_no_upgrade() {
        plain.keycloak().say(200, Map.of());

        for (String upgrade : List.of("websocket", "h2c")) {
            new RawCall("GET", "/realms/orthanc/account/")
                    .protocol("HTTP/1.1")
                    .header("Connection", "Upgrade, HTTP2-Settings")
                    .header("Connection", "close")
                    .header("Upgrade", upgrade)
                    .send(plain.root());

            assertThat(plain.lastCheck()).doesNotContainKeys("Upgrade");
        }
    }

    private static WebSocket connect(RecordedGateway gateway, CompletableFuture<String> heard) {
        URI address =
                URI.create(gateway.root().toString().replaceFirst("^http", "ws")).resolve(PATH);
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer eyJ0.eyJ1.c2ln")
                .buildAsync(
                        address,
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(
                                    WebSocket socket, CharSequence text, boolean last) {
                                heard.complete(text.toString());
                                return CompletableFuture.completedStage(null);
                            }
                        })
                .join();
    }
}
