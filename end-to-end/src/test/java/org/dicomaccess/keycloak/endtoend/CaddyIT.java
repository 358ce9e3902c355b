package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.CaddyServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.ViewerPage;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The gateway with Caddy. */
class CaddyIT extends GatewayTables {

    private static final String SERIES_OF_A =
            "/orthanc/dicom-web/studies/" + SampleStudies.A.studyInstanceUid() + "/series";

    private CaddyServer gateway;

    @Override
    void start(Stack running) {
        gateway = caddy(running, "caddy", running.options().ports().keycloak());
    }

    @AfterAll
    void it_stops() {
        gateway.close();
    }

    @Override
    RawAnswer ask(String method, String target, String bearer) {
        return new RawCall(method, target).bearer(bearer).send(gateway.root());
    }

    @Override
    boolean rewrites() {
        return true;
    }

    @Override
    boolean leadsToKeycloak() {
        return true;
    }

    @Test
    void a_share_is_looked_at_in_the_viewer(ViewerPage viewer) {
        viewer.open(viewerOf(gateway));

        viewer.awaitImageOf(SampleStudies.A);
        viewer.awaitThumbnails(2);
        viewer.awaitQuiet();

        viewer.screenshot(Screenshots.named("caddy"));
        assertThat(viewer.failedAnswers()).isEmpty();
        assertThat(viewer.consoleErrors()).isEmpty();
        assertThat(viewer.requestedAddresses())
                .allMatch(address -> address.replace("blob:", "").startsWith(root()));
        assertThat(viewer.address().toString()).doesNotContain("token");
    }

    @Test
    void people_reach_keycloak_at_the_same_address() {
        RawAnswer realm = new RawCall("GET", "/realms/orthanc").send(gateway.root());
        RawAnswer management = new RawCall("GET", "/health").send(gateway.root());

        assertThat(realm.status()).isEqualTo(200);
        assertThat(realm.body()).contains("\"realm\":\"orthanc\"");
        assertThat(management.status()).isEqualTo(404);
    }

    @Test
    void the_viewer_asks_what_it_may_open() {
        RawAnswer grant =
                new RawCall("GET", "/dicom-access/grant").bearer(shareOfA()).send(gateway.root());
        RawAnswer changed =
                new RawCall("POST", "/dicom-access/grant").bearer(shareOfA()).send(gateway.root());

        assertThat(grant.status()).as(grant.text()).isEqualTo(200);
        assertThat(grant.body()).contains(SampleStudies.A.studyInstanceUid());
        assertThat(changed.status()).isEqualTo(403);
    }

    @Test
    void a_refusal_has_the_words_of_the_gateway_with_nginx() {
        for (String target :
                new String[] {SERIES_OF_A, SERIES_OF_A.replace("/series", "/../x"), "/orthanc/x"}) {
            for (String token : new String[] {"x", shareOfA()}) {
                RawAnswer here = ask("DELETE", target, token);
                RawAnswer there =
                        new RawCall("DELETE", target).bearer(token).send(stack().gatewayRoot());

                assertThat(here.status()).isEqualTo(there.status());
                assertThat(here.body().strip()).isEqualTo(there.body().strip());
                assertThat(here.text()).contains("X-Dicom-Access-Reason: ");
            }
        }
    }

    @Test
    void no_log_holds_a_token() throws IOException {
        new RawCall("GET", SERIES_OF_A + "?token=" + shareOfA()).send(gateway.root());
        ask("GET", SERIES_OF_A, shareOfA());

        String log = Files.readString(gateway.accessLog());

        assertThat(log).contains(SERIES_OF_A).doesNotContain(shareOfA().substring(0, 20), "token=");
        assertThat(Files.readString(gateway.ownLog())).doesNotContain(shareOfA().substring(0, 20));
    }

    @Test
    void without_keycloak_nothing_is_forwarded() throws IOException {
        try (CaddyServer alone = caddy(stack(), "caddy-alone", Ports.free().keycloak())) {
            RawAnswer answer =
                    new RawCall("GET", SERIES_OF_A + "?token=" + shareOfA()).send(alone.root());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("temporarily_unavailable");
            assertThat(answer.text()).contains("Cache-Control: no-store");
            assertThat(Files.readString(alone.ownLog())).doesNotContain("token=");
        }
    }

    private static CaddyServer caddy(Stack running, String name, int keycloak) {
        Ports there = running.options().ports();
        Ports ports = there.withGateway(Ports.anyFree()).withKeycloak(keycloak);
        return CaddyServer.start(
                StackOptions.ofBuild(RunningStack.module(), name).on(ports),
                OhifViewer.prepare(running.options()));
    }

    private String root() {
        return gateway.root().toString();
    }

    private URI viewerOf(CaddyServer server) {
        return URI.create(
                server.root()
                        + "ohif/viewer?StudyInstanceUIDs="
                        + SampleStudies.A.studyInstanceUid()
                        + "#token="
                        + shareOfA());
    }
}
