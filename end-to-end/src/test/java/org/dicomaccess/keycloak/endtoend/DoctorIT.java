package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.dicomaccess.keycloak.configuration.SimulatedPlugin;
import org.dicomaccess.keycloak.stack.AlteredGateway;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The doctor on the real thing: it finds nothing wrong with what is shipped, and says what is wrong
 * where something is.
 */
@ExtendWith(RunningStack.class)
class DoctorIT {

    private static final String SECRET = "orthanc-demo-secret";

    private Stack stack;

    @BeforeEach
    void the_servers_run(Stack running) {
        stack = running;
    }

    @Test
    void what_is_shipped_is_healthy_and_its_locks_hold() {
        String before = statistics();
        try (SimulatedPlugin plugin = SimulatedPlugin.asShipped(stack)) {
            DoctorRun run = examinedBehind(plugin);

            assertThat(run.ended("wrong")).as(run.output()).isEmpty();
            assertThat(run.ended("warning")).as(run.output()).isEmpty();
            // What there is to see of them is not to be seen on one machine by plain http.
            assertThat(run.ended("not examined"))
                    .as(run.output())
                    .containsExactly("plain http", "https only", "ports of Orthanc");
            assertThat(run.code()).isZero();
            assertThat(run.output()).doesNotContain(SECRET).doesNotContain("eyJ");
        }
        assertThat(statistics()).isEqualTo(before);
    }

    @Test
    void locks_that_are_missing_are_named_and_nothing_happens_to_the_study() {
        String before = statistics();
        try (SimulatedPlugin plugin = SimulatedPlugin.withoutLocks(stack)) {
            DoctorRun run = examinedBehind(plugin);

            assertThat(run.code()).isEqualTo(1);
            // PUT and DELETE are refused by Keycloak, which is asked for them by name.
            assertThat(run.ended("wrong"))
                    .contains(
                            "lock of studies: modify",
                            "lock of studies: anonymize",
                            "lock of studies: other POST",
                            "lock of series: modify",
                            "lock of instances: other POST",
                            "lock of DICOMweb: STOW")
                    .doesNotContain("lock of studies: other DELETE", "lock of patients: GET");
            assertThat(run.examinations().get("lock of studies: modify").toString())
                    .contains("OPEN to whoever has a share link", "(modify|merge)(.*)$");
        }
        assertThat(statistics()).isEqualTo(before);
    }

    @Test
    void a_wrong_secret_is_named() {
        DoctorRun run = DoctorRun.with("another-secret", address(), "--json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.ended("wrong")).containsExactly("share given");
        assertThat(run.output())
                .contains("does not take the secret", "Credentials")
                .doesNotContain("another-secret");
    }

    @Test
    void a_realm_that_is_not_there_is_named() {
        DoctorRun run = DoctorRun.with(SECRET, address(), "--realm", "hospital-x", "--json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.examinations().get("realm").toString())
                .contains("The realm hospital-x is not at", "--realm");
    }

    @Test
    void a_gateway_that_does_not_check_and_sends_no_headers_is_named() {
        try (AlteredGateway open =
                AlteredGateway.start(
                        stack,
                        text ->
                                text.replace(
                                                "auth_request /dicom-access/check;",
                                                "auth_request off;")
                                        .replace(
                                                "proxy_pass $orthanc_request;",
                                                "rewrite ^/orthanc(/.*)$ $1 break;"
                                                        + " proxy_pass http://orthanc;")
                                        .replaceAll("add_header Cache-Control .*", "")
                                        .replace("server_tokens off;", ""))) {
            DoctorRun run = examinedAt(open);

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.examinations().get("DICOMweb without a token").toString())
                    .contains("EVERYBODY sees the images", "auth_request");
            assertThat(run.ended("wrong"))
                    .contains(
                            "share: another study",
                            "share: search for all studies",
                            "share: deleting",
                            "share: dot segments",
                            "share: no token",
                            "token taken back");
            assertThat(run.examinations().get("headers of the viewer").toString())
                    .contains("/ohif/app-config.js has no header Cache-Control: no-store");
            assertThat(run.examinations().get("version of the server").toString())
                    .contains("nginx/", "server_tokens off");
        }
    }

    @Test
    void a_gateway_that_asks_for_another_audience_is_named() {
        try (AlteredGateway other =
                AlteredGateway.start(
                        stack, text -> text.replace("/check/orthanc", "/check/other"))) {
            DoctorRun run = examinedAt(other);

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.examinations().get("share: its study").toString())
                    .contains("The shared study is not opened", "DICOM_ACCESS_AUDIENCE");
        }
    }

    private DoctorRun examinedBehind(SimulatedPlugin plugin) {
        return examinedBehind(plugin.root());
    }

    private DoctorRun examinedBehind(URI orthanc) {
        return DoctorRun.with(
                SECRET,
                address(),
                "--json",
                "--orthanc",
                orthanc.toString(),
                "--study",
                SampleStudies.A.orthancId() + "/" + SampleStudies.A.studyInstanceUid());
    }

    /** Keycloak keeps its address. */
    private DoctorRun examinedAt(AlteredGateway gateway) {
        return DoctorRun.with(SECRET, gateway.root().toString(), "--keycloak", address(), "--json");
    }

    private String address() {
        return stack.gatewayRoot().toString();
    }

    /** How many studies, series, instances and bytes there are. */
    private String statistics() {
        return new RawCall("GET", "/statistics").send(stack.orthanc().root()).bodyText();
    }
}
