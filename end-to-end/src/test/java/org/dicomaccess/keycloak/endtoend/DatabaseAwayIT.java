package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.LinkMinter;
import org.dicomaccess.keycloak.stack.NginxServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.PostgresServer;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A Keycloak that cannot find out which shares still stand lets nothing of them through. */
@Execution(ExecutionMode.CONCURRENT)
class DatabaseAwayIT {

    /** Ten seconds for which it relies on what it knew, and a little. */
    private static final Duration UNTIL_CLOSED = Duration.ofSeconds(12);

    private static final String SERIES =
            "/orthanc/dicom-web/studies/" + SampleStudies.A.studyInstanceUid() + "/series";

    /** The last that was started comes first. */
    private final Deque<Runnable> stops = new ArrayDeque<>();

    private final AtomicInteger reachedOrthanc = new AtomicInteger();

    private PostgresServer postgres;
    private KeycloakServer keycloak;
    private NginxServer gateway;

    @BeforeEach
    void everything_starts() throws IOException {
        StackOptions options =
                StackOptions.ofBuild(RunningStack.module(), "database-away").on(Ports.free());
        countCallsToOrthanc(options.ports().orthanc());
        postgres = PostgresServer.start(options);
        stops.push(postgres::close);
        keycloak = KeycloakServer.start(options, List.of(), postgres.settings());
        stops.push(keycloak::close);
        gateway =
                NginxServer.start(
                        options,
                        OhifViewer.prepare(StackOptions.ofBuild(RunningStack.module(), "stack")));
        stops.push(gateway::close);
    }

    @AfterEach
    void everything_stops() {
        stops.forEach(Runnable::run);
    }

    /** One that was never seen at once, the others when what is remembered of them is too old. */
    @Test
    void shares_are_refused_soon_and_nothing_reaches_the_images() {
        String ofShare = published();
        String neverSeen = published();
        String neverSeenEither = published();
        assertThat(throughGateway(ofShare).status()).isEqualTo(200);
        assertThat(reachedOrthanc).hasValue(1);

        postgres.close();
        assertThatGatewayIsClosedTo(neverSeenEither);
        assertThat(reachedOrthanc).hasValue(1);

        await().atMost(UNTIL_CLOSED).until(() -> check(ofShare).status() == 503);
        int before = reachedOrthanc.get();

        assertThat(check(ofShare).text()).contains("X-Dicom-Access-Reason: unavailable");
        assertThat(check(neverSeen).status()).isEqualTo(503);
        assertThatGatewayIsClosedTo(ofShare);
        assertThatGatewayIsClosedTo(neverSeen);
        assertThat(reachedOrthanc).hasValue(before);
    }

    private void assertThatGatewayIsClosedTo(String token) {
        RawAnswer answer = throughGateway(token);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("temporarily_unavailable");
    }

    private String published() {
        return new LinkMinter(keycloak.endpoint())
                .publish(List.of(SampleStudies.A), Instant.now().plusSeconds(3600))
                .token();
    }

    private RawAnswer check(String token) {
        return new DirectCheck(keycloak, SampleStudies.A).with(token);
    }

    private RawAnswer throughGateway(String token) {
        return new RawCall("GET", SERIES).bearer(token).send(gateway.root());
    }

    /** Stands where Orthanc would be, and answers whatever comes. */
    private void countCallsToOrthanc(int port) throws IOException {
        HttpServer orthanc =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        orthanc.createContext(
                "/",
                call -> {
                    reachedOrthanc.incrementAndGet();
                    call.sendResponseHeaders(200, -1);
                    call.close();
                });
        orthanc.start();
        stops.push(() -> orthanc.stop(0));
    }
}
