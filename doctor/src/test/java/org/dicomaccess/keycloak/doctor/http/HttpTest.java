package org.dicomaccess.keycloak.doctor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.TroubleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls end, and go nowhere but where they were sent. */
class HttpTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> targets = new CopyOnWriteArrayList<>();

    private HttpServer server;

    @BeforeEach
    void a_server_listens() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void it_stops() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void a_redirect_is_not_followed() {
        answer(
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    exchange.sendResponseHeaders(302, -1);
                });

        Answer answer = http().send(Call.get(at("/here")).basic("orthanc", new Secret("secret")));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(targets).containsExactly("/here");
    }

    @Test
    void dot_segments_are_sent_as_they_are_written() {
        answer(exchange -> exchange.sendResponseHeaders(204, -1));

        http().get(at("/studies/1.2/../1.3/%2e%2e/series"));

        assertThat(targets).containsExactly("/studies/1.2/../1.3/%2e%2e/series");
    }

    @Test
    void a_refusal_that_does_not_say_how_to_sign_in_is_an_answer_too() {
        answer(exchange -> exchange.sendResponseHeaders(401, -1));

        assertThat(http().get(at("/")).status()).isEqualTo(401);
    }

    @Test
    void a_body_without_an_end_is_hung_up_on() {
        answer(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] some = new byte[1 << 16];
                    try (OutputStream body = exchange.getResponseBody()) {
                        while (true) {
                            body.write(some);
                        }
                    }
                });

        assertThat(http().get(at("/")).body()).hasSize(Http.MOST);
    }

    @Test
    void an_answer_that_stops_in_the_middle_is_not_waited_for() {
        answer(
                exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                    // Never closed.
                });
        Http impatient =
                new Http(
                        Trust.usual(),
                        Clock.systemUTC(),
                        Duration.ofMillis(200),
                        Duration.ofMinutes(1));

        assertThatThrownBy(() -> impatient.get(at("/?token=hidden")))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("gives no answer")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void when_the_time_for_all_calls_is_over_none_is_sent() {
        answer(exchange -> exchange.sendResponseHeaders(204, -1));
        Http late =
                new Http(Trust.usual(), Clock.systemUTC(), Duration.ofSeconds(1), Duration.ZERO);

        assertThatThrownBy(() -> late.get(at("/")))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("too long");
        assertThat(targets).isEmpty();
    }

    @Test
    void who_does_not_answer_is_not_asked_again() {
        URI nobody = at("/");
        server.stop(0);
        Http http = http();

        assertThatThrownBy(() -> http.get(nobody)).isInstanceOf(TroubleException.class);
        assertThatThrownBy(() -> http.get(nobody)).isInstanceOf(NotExaminedException.class);
    }

    @Test
    void a_host_name_that_nobody_has_is_said_to_be_unknown() {
        assertThatThrownBy(() -> http().get(URI.create("http://nobody.invalid/")))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("nobody.invalid");
    }

    @Test
    void a_secret_is_never_printed() {
        Call call = Call.get(at("/")).basic("orthanc", new Secret("hidden"));

        assertThat(new Secret("hidden").toString()).doesNotContain("hidden");
        assertThat(call.words()).isEqualTo("GET " + at("/"));
    }

    private Http http() {
        return new Http(
                Trust.usual(), Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpHandler handler) {
        server.createContext(
                "/",
                exchange -> {
                    targets.add(exchange.getRequestURI().toString());
                    handle(handler, exchange);
                });
    }

    private static void handle(HttpHandler handler, HttpExchange exchange) throws IOException {
        handler.handle(exchange);
        if (exchange.getResponseCode() != 200) {
            exchange.close();
        }
    }
}
