package org.dicomaccess.keycloak.doctor.examination;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.dicomaccess.keycloak.doctor.finding.Finding;
import org.dicomaccess.keycloak.doctor.finding.Verdict;
import org.dicomaccess.keycloak.doctor.http.Trust;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at where a deployment is reached by https, and where it should be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptionTest {
    private static final String HOST = "localhost";
    private static final String CERTIFICATE = "certificate";

    private TestCertificate good;
    private TestCertificate other;
    private TestCertificate ending;
    private TestCertificate ended;

    @BeforeAll
    void certificates_are_made(@TempDir Path folder) {
        good = TestCertificate.of(folder, HOST, "-1d", 90);
        other = TestCertificate.of(folder, "images.example.org", "-1d", 90);
        ending = TestCertificate.of(folder, HOST, "-30d", 40);
        ended = TestCertificate.of(folder, HOST, "-40d", 30);
    }

    @Test
    void a_certificate_of_somebody_who_is_trusted_is_good() {
        try (SimulatedDeployment server = server(good, Fault.NONE)) {
            Examined examined = trusting(server, good);

            assertThat(examined.by(CERTIFICATE).verdict()).isEqualTo(Verdict.OK);
            assertThat(examined.by(CERTIFICATE).saw()).contains("good until");
            assertThat(examined.by("gateway").verdict()).isEqualTo(Verdict.OK);
        }
    }

    @Test
    void a_certificate_of_nobody_who_is_known_is_wrong() {
        try (SimulatedDeployment server = server(good, Fault.NONE)) {
            Finding finding = Examined.at(server.root()).trusting(Trust.usual()).by(CERTIFICATE);

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString()).contains("nobody but itself", "--ca FILE");
        }
    }

    @Test
    void nothing_is_sent_to_a_server_that_is_not_trusted() {
        try (SimulatedDeployment server = server(good, Fault.NONE)) {
            Finding finding = Examined.at(server.root()).trusting(Trust.usual()).by("share given");

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString()).contains("No safe connection", "--ca FILE");
            assertThat(server.tokens()).isEmpty();
        }
    }

    @Test
    void with_insecure_it_is_a_warning_and_the_examination_goes_on() {
        try (SimulatedDeployment server = server(good, Fault.NONE)) {
            Examined blind = Examined.at(server.root()).trusting(Trust.usual()).blindly();

            assertThat(blind.by(CERTIFICATE).verdict()).isEqualTo(Verdict.WARNING);
            assertThat(blind.by("share: its study").verdict()).isEqualTo(Verdict.OK);
        }
    }

    @Test
    void a_certificate_for_another_name_is_wrong() {
        try (SimulatedDeployment server = server(other, Fault.NONE)) {
            Finding finding = trusting(server, other).by(CERTIFICATE);

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString())
                    .contains("for images.example.org, not for localhost", "subject alternative");
        }
    }

    @Test
    void a_certificate_for_another_name_is_not_believed_by_the_other_examinations() {
        try (SimulatedDeployment server = server(other, Fault.NONE)) {
            assertThat(trusting(server, other).by("gateway").verdict()).isEqualTo(Verdict.WRONG);
        }
    }

    @Test
    void the_certificate_of_a_keycloak_with_its_own_address_is_looked_at_too() {
        try (SimulatedDeployment gateway = server(good, Fault.NONE);
                SimulatedDeployment keycloak = server(ended, Fault.NONE)) {
            Finding finding = trusting(gateway, good).keycloak(keycloak.root()).by(CERTIFICATE);

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString()).contains("The certificate ended on");
        }
    }

    @Test
    void a_certificate_that_ends_soon_is_warned_of() {
        try (SimulatedDeployment server = server(ending, Fault.NONE)) {
            Finding finding = trusting(server, ending).by(CERTIFICATE);

            assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(finding.troubles().toString()).contains("ends in 9 days", "Renew");
        }
    }

    @Test
    void a_certificate_that_has_ended_is_wrong() {
        try (SimulatedDeployment server = server(ended, Fault.NONE)) {
            Finding finding = trusting(server, ended).by(CERTIFICATE);

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString()).contains("The certificate ended on");
        }
    }

    @Test
    void a_port_that_does_not_speak_tls_is_named() {
        try (SimulatedDeployment plain = SimulatedDeployment.healthy()) {
            Finding finding =
                    Examined.at(URI.create("https://localhost:" + plain.port()))
                            .patience(Duration.ofMillis(300))
                            .by(CERTIFICATE);

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString())
                    .contains("No TLS connection", "DICOM_ACCESS_LISTEN");
        }
    }

    @Test
    void plain_http_is_good_on_this_machine_and_nowhere_else() {
        try (SimulatedDeployment plain = SimulatedDeployment.healthy()) {
            Examined here = Examined.at(plain.root());

            assertThat(here.by(CERTIFICATE).verdict()).isEqualTo(Verdict.OK);
            Finding elsewhere = here.publicly().by(CERTIFICATE);
            assertThat(elsewhere.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(elsewhere.troubles().toString())
                    .contains("plain http", "443 ssl", "DICOM_ACCESS_LISTEN");
        }
    }

    @Test
    void the_viewer_by_plain_http_beside_https_is_wrong() {
        try (SimulatedDeployment server = server(good, Fault.NONE);
                SimulatedDeployment plain = SimulatedDeployment.healthy()) {
            Finding finding = trusting(server, good).by(new PlainHttp(plain.port()));

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString()).contains("without encryption");
        }
    }

    @Test
    void a_redirect_from_plain_http_to_https_is_good() {
        Fault leading = (asked, told) -> Told.status(301).with("Location: https://localhost/ohif/");
        try (SimulatedDeployment server = server(good, Fault.NONE);
                SimulatedDeployment plain = SimulatedDeployment.with(leading)) {
            Finding finding = trusting(server, good).by(new PlainHttp(plain.port()));

            assertThat(finding.verdict()).isEqualTo(Verdict.OK);
            assertThat(finding.saw()).isEqualTo("leads to https");
        }
    }

    @Test
    void cookies_have_to_be_for_https_only() {
        Fault insecure =
                Fault.below("/realms/", told -> told.replacing(";Secure;SameSite=None", ""));
        try (SimulatedDeployment server = server(good, insecure)) {
            Finding finding = trusting(server, good).by("cookies");

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString())
                    .contains("AUTH_SESSION_ID is sent over plain http too", "KC_PROXY_HEADERS");
        }
        try (SimulatedDeployment server = server(good, Fault.NONE)) {
            assertThat(trusting(server, good).by("cookies").verdict()).isEqualTo(Verdict.OK);
        }
    }

    @Test
    void a_form_that_leads_to_plain_http_is_wrong() {
        Fault plain =
                Fault.below("/realms/", told -> told.replacing("action=\"https", "action=\"http"));
        try (SimulatedDeployment server = server(good, plain)) {
            Finding finding = trusting(server, good).by("sign-in");

            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.troubles().toString()).contains("plain http", "KC_HOSTNAME");
        }
    }

    @Test
    void browsers_should_be_told_to_come_back_by_https() {
        Fault silent = Fault.below("/ohif/", told -> told.without("Strict-Transport-Security"));
        try (SimulatedDeployment server = server(good, silent)) {
            Finding finding = trusting(server, good).by("https only");

            assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(finding.troubles().toString()).contains("Strict-Transport-Security");
        }
        try (SimulatedDeployment server = server(good, Fault.NONE)) {
            assertThat(trusting(server, good).by("https only").verdict()).isEqualTo(Verdict.OK);
        }
    }

    @Test
    void below_a_path_that_is_left_to_whoever_has_the_host() {
        try (SimulatedDeployment server = server(good, Fault.NONE)) {
            Examined below =
                    Examined.at(URI.create(server.root() + "/imaging"))
                            .trusting(Trust.of(good.certificates()));

            assertThat(below.by("https only").verdict()).isEqualTo(Verdict.NOT_EXAMINED);
        }
    }

    private static SimulatedDeployment server(TestCertificate certificate, Fault fault) {
        return SimulatedDeployment.encrypted(certificate.context(), HOST, fault);
    }

    private static Examined trusting(SimulatedDeployment server, TestCertificate certificate) {
        return Examined.at(server.root()).trusting(Trust.of(certificate.certificates()));
    }
}
