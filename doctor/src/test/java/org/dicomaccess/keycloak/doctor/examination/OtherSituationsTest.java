package org.dicomaccess.keycloak.doctor.examination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.dicomaccess.keycloak.doctor.finding.Finding;
import org.dicomaccess.keycloak.doctor.finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults that are not in an answer: clocks, ports, silence, and what was not given. */
class OtherSituationsTest {

    @Test
    void a_healthy_deployment_has_nothing_wrong() {
        try (SimulatedDeployment healthy = SimulatedDeployment.healthy()) {
            List<Finding> findings =
                    Examinations.all().of(Examined.at(healthy.root()).deployment()).toList();

            assertThat(findings)
                    .allMatch(
                            finding ->
                                    finding.verdict() == Verdict.OK
                                            || finding.verdict() == Verdict.NOT_EXAMINED);
            assertThat(findings)
                    .filteredOn(finding -> finding.verdict() == Verdict.NOT_EXAMINED)
                    .extracting(Finding::examination)
                    .filteredOn(name -> !name.contains("lock of") && !name.startsWith("Orthanc"))
                    .containsExactly("plain http", "https only", "ports of Orthanc");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,     OK,      ''",
        "20,    WARNING, behind this machine's",
        "-20,   WARNING, ahead of this machine's",
        "300,   WRONG,   behind this machine's",
        "-300,  WRONG,   ahead of this machine's"
    })
    void clocks_that_differ_are_told(long seconds, Verdict verdict, String words) {
        try (SimulatedDeployment healthy = SimulatedDeployment.healthy()) {
            Clock here = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
            Finding finding = Examined.at(healthy.root()).clock(here).by("clocks");

            assertThat(finding.verdict()).isEqualTo(verdict);
            assertThat(finding.troubles().toString()).contains(words);
        }
    }

    @Test
    void a_token_that_opens_after_its_end_is_found() {
        Fault patient =
                (asked, told) ->
                        told.headers().contains("X-Dicom-Access-Reason: token_expired")
                                ? Told.json("[]")
                                : told;
        try (SimulatedDeployment ill = SimulatedDeployment.with(patient)) {
            Finding finding =
                    Examined.at(ill.root())
                            .by(new AfterItsEnd(Duration.ofMillis(20), Duration.ofMillis(5)));

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString())
                    .contains("still opens its study", "Cache-Control");
        }
    }

    @Test
    void without_a_secret_no_share_is_given_and_the_rest_is_examined() {
        try (SimulatedDeployment healthy = SimulatedDeployment.healthy()) {
            Examined examined = Examined.at(healthy.root()).secret(Optional.empty());

            assertThat(examined.by("share given").verdict()).isEqualTo(Verdict.NOT_EXAMINED);
            assertThat(examined.by("share given").troubles().toString())
                    .contains("--secret-file", "DICOM_ACCESS_CLIENT_SECRET");
            assertThat(examined.by("cookies").verdict()).isEqualTo(Verdict.OK);
            assertThat(examined.by("clocks").verdict()).isEqualTo(Verdict.OK);
        }
    }

    @Test
    void the_secret_is_not_sent_over_plain_http_to_another_machine() {
        String other = "http://images.example.org";
        Examined examined = Examined.at(URI.create(other)).publicly();

        Finding finding = examined.by("share given");

        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_EXAMINED);
        assertThat(finding.troubles().toString()).contains("plain http");
    }

    @Test
    void a_keycloak_at_an_address_of_its_own_is_asked_there() {
        try (SimulatedDeployment gateway = SimulatedDeployment.healthy();
                SimulatedDeployment keycloak = SimulatedDeployment.healthy()) {
            Examined examined = Examined.at(gateway.root()).keycloak(keycloak.root());

            assertThat(examined.by("issuer").saw()).isEqualTo(keycloak.root() + "/realms/orthanc");
            assertThat(examined.by("issuer of the viewer").verdict()).isEqualTo(Verdict.WRONG);
        }
    }

    @Test
    void ports_that_are_open_are_found() throws IOException {
        try (SimulatedDeployment healthy = SimulatedDeployment.healthy();
                ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Finding finding =
                    Examined.at(healthy.root())
                            .publicly()
                            .by(new OrthancPortsClosed(List.of(open.getLocalPort())));

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString())
                    .contains("Port " + open.getLocalPort(), "compose.yaml");
        }
    }

    @Test
    void ports_that_are_closed_are_good() throws IOException {
        int closed = closedPort();
        try (SimulatedDeployment healthy = SimulatedDeployment.healthy()) {
            Examined examined = Examined.at(healthy.root()).publicly();

            assertThat(examined.by(new OrthancPortsClosed(List.of(closed))).verdict())
                    .isEqualTo(Verdict.OK);
            assertThat(examined.by(new ManagementClosed(closed)).verdict()).isEqualTo(Verdict.OK);
        }
    }

    @Test
    void a_management_port_that_is_open_is_found() {
        Fault health = Fault.at("/health", told -> Told.json("{\"status\": \"UP\"}"));
        try (SimulatedDeployment healthy = SimulatedDeployment.healthy();
                SimulatedDeployment management = SimulatedDeployment.with(health)) {
            Finding finding =
                    Examined.at(healthy.root())
                            // It speaks no TLS, and says nothing to who does.
                            .patience(Duration.ofMillis(500))
                            .publicly()
                            .by(new ManagementClosed(management.port()));

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString()).contains("is open to everybody");
        }
    }

    @Test
    void the_admin_console_is_told_and_left_to_the_site() {
        try (SimulatedDeployment healthy = SimulatedDeployment.healthy();
                SimulatedDeployment closed =
                        SimulatedDeployment.with(
                                Fault.below("/admin/", told -> told.withStatus(403)))) {
            assertThat(Examined.at(healthy.root()).by("admin console").saw())
                    .contains("can be reached from here");
            assertThat(Examined.at(closed.root()).by("admin console").saw())
                    .isEqualTo("cannot be reached from here");
        }
    }

    @Test
    void where_nobody_listens_that_is_said_once() throws IOException {
        URI nobody = URI.create("http://localhost:" + closedPort());

        List<Finding> findings = Examinations.all().of(Examined.at(nobody).deployment()).toList();

        assertThat(findings)
                .filteredOn(finding -> finding.verdict() == Verdict.WRONG)
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(finding.troubles().toString())
                                        .contains("Nobody answers at " + nobody, "firewall"));
    }

    @Test
    void a_server_that_never_answers_is_not_waited_for() {
        CountDownLatch over = new CountDownLatch(1);
        Fault silent =
                (asked, told) -> {
                    await(over);
                    return told;
                };
        try (SimulatedDeployment mute = SimulatedDeployment.with(silent)) {
            Finding finding =
                    Examined.at(mute.root()).patience(Duration.ofMillis(200)).by("gateway");

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString()).contains("gives no answer within");
            over.countDown();
        }
    }

    @Test
    void when_a_gateway_wants_less_to_be_asked_nothing_is_said_to_be_wrong() {
        Fault limited =
                Fault.below("/realms/orthanc/dicom-access/s/", told -> told.withStatus(429));
        try (SimulatedDeployment healthy = SimulatedDeployment.with(limited)) {
            Examined examined = Examined.at(healthy.root());

            assertThat(examined.by("share's page").verdict()).isEqualTo(Verdict.NOT_EXAMINED);
            assertThat(examined.by("share opened").verdict()).isEqualTo(Verdict.NOT_EXAMINED);
            assertThat(examined.by("share: its study").verdict()).isEqualTo(Verdict.NOT_EXAMINED);
        }
    }

    @Test
    void a_viewer_without_a_login_is_good() {
        Fault sharesOnly = Fault.at("/ohif/deployment.js", told -> told.replacing("'ohif'", "''"));
        try (SimulatedDeployment healthy = SimulatedDeployment.with(sharesOnly)) {
            Examined examined = Examined.at(healthy.root());

            assertThat(examined.by("issuer of the viewer").verdict()).isEqualTo(Verdict.OK);
            assertThat(examined.by("sign-in").verdict()).isEqualTo(Verdict.NOT_EXAMINED);
        }
    }

    @Test
    void a_share_that_leads_elsewhere_is_not_visited() {
        try (SimulatedDeployment elsewhere = SimulatedDeployment.healthy();
                SimulatedDeployment ill =
                        SimulatedDeployment.with(
                                Fault.below(
                                        "/realms/orthanc/dicom-access/tokens",
                                        told ->
                                                told.replacing(
                                                        "http://localhost:",
                                                        "http://127.0.0.1:")))) {
            Finding finding = Examined.at(ill.root()).by("share's page");

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString())
                    .contains("leads to http://127.0.0.1", "KC_HOSTNAME");
            assertThat(elsewhere.tokens()).isEmpty();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
