package org.dicomaccess.keycloak.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docker/doctor} calls the doctor for what {@code docker/setup} wrote. */
class DockerDoctorTest {

    private static final Path SCRIPT = Path.of("../docker/doctor");
    private static final String STUDY =
            "25d6eb76-2a7c9bab-9ba8a0bc-575496ac-557f755e/1.2.826.0.1.3680043.10.1337.101";

    @TempDir private Path folder;

    @BeforeEach
    void a_java_that_says_how_it_is_called() throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("docker/secrets"));
        Files.copy(SCRIPT, folder.resolve("docker/doctor"));
        Files.writeString(folder.resolve("doctor.jar"), "");
        Files.writeString(folder.resolve("docker/secrets/client-secret"), "secret\n");
        Files.writeString(folder.resolve("docker/secrets/certificate.pem"), "certificate\n");
        command("java", "echo \"$@\"");
        command("docker", "echo \"$@\"; pwd; cat");
        assertThat(folder.resolve("docker/doctor").toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // address, own certificate, further file, whether the certificate of docker/setup is named
        "https://images.example.org/imaging, '',            '',                        true",
        "https://images.example.org,         /etc/cert.pem, '',                        false",
        "https://images.example.org,         '',            :overrides/acme.yaml,      false",
        "https://images.example.org,         '',            :overrides/behind-proxy.yaml, false",
        "https://www.example.org/imaging,    '',            :overrides/sub-path.yaml,  false",
        "https://[2001:db8::1]:8443,         '',            :overrides/ipv6.yaml,      true",
        "http://localhost:8088,              '',            :overrides/localhost.yaml, false"
    })
    void the_doctor_is_told_the_address_and_where_the_secret_is(
            String address, String certificate, String override, boolean isOwn)
            throws IOException, InterruptedException {
        write(address, certificate, override);
        String secrets = folder.resolve("docker/secrets").toString();

        assertThat(run("--json"))
                .isEqualTo(
                        "-jar %s %s --secret-file %s/client-secret --json%s\n"
                                .formatted(
                                        folder.resolve("doctor.jar"),
                                        address,
                                        secrets,
                                        isOwn ? " --ca " + secrets + "/certificate.pem" : ""));
    }

    @Test
    void the_locks_are_reached_through_orthanc_explorer_2_where_it_is()
            throws IOException, InterruptedException {
        write("https://images.example.org", "/etc/cert.pem", "");
        Files.writeString(
                folder.resolve("docker/.env"), "COMPOSE_PROFILES=mail,explorer\n", APPEND);

        assertThat(run("--study", STUDY))
                .endsWith(
                        " --study %s --orthanc https://images.example.org/explorer\n"
                                .formatted(STUDY));
        assertThat(run("--study", STUDY, "--orthanc", "http://other:8042"))
                .endsWith(" --study %s --orthanc http://other:8042\n".formatted(STUDY));
        assertThat(run()).doesNotContain("--orthanc");
    }

    @Test
    void without_it_the_doctor_runs_where_orthanc_is_reached()
            throws IOException, InterruptedException {
        Files.delete(folder.resolve("doctor.jar"));
        write("https://images.example.org", "", "");

        String called = run("--study", STUDY, "--json");

        assertThat(called)
                .startsWith("compose exec -T keycloak sh -c ")
                .contains(
                        "-jar /opt/dicom-access/keycloak-dicom-access-doctor.jar"
                                + " https://images.example.org --study "
                                + STUDY
                                + " --json --orthanc http://orthanc:8042 --ca /dev/stdin\n"
                                + folder.resolve("docker")
                                + "\n")
                .endsWith("\nsecret\ncertificate\n");
        assertThat(called.lines().findFirst().orElseThrow()).doesNotContain(" secret");
    }

    @Test
    void there_a_certificate_of_the_sites_own_is_believed_as_everywhere()
            throws IOException, InterruptedException {
        write("https://images.example.org", "/etc/cert.pem", "");

        assertThat(run("--study", STUDY)).doesNotContain("--ca").endsWith("\nsecret\n");
    }

    @Test
    void on_localhost_it_says_how_the_locks_can_be_reached()
            throws IOException, InterruptedException {
        write("http://localhost:8088", "", ":overrides/localhost.yaml");

        assertThat(run("--study", STUDY)).startsWith("doctor: ").contains("--with explorer");
    }

    @Test
    void the_image_has_the_doctor_where_it_is_looked_for() throws IOException {
        assertThat(Files.readString(Path.of("../docker/keycloak/Dockerfile")))
                .contains("doctor/target/keycloak-dicom-access-doctor.jar /jars/doctor/")
                .contains("/jars/doctor/ /opt/dicom-access/");
    }

    @Test
    void before_docker_setup_it_says_what_to_run() throws IOException, InterruptedException {
        assertThat(run()).isEqualTo("doctor: docker/.env is not there; run docker/setup first\n");
    }

    @Test
    void without_the_jar_it_says_how_to_build_it() throws IOException, InterruptedException {
        write("https://images.example.org", "", "");
        Files.delete(folder.resolve("doctor.jar"));

        assertThat(run()).contains("doctor.jar is not there", "./mvnw -pl doctor package");
    }

    private void write(String address, String certificate, String override) throws IOException {
        Files.writeString(
                folder.resolve("docker/.env"),
                """
                # For %s
                COMPOSE_FILE=compose.yaml%s
                DICOM_ACCESS_OWN_CERTIFICATE=%s
                """
                        .formatted(address, override, certificate));
    }

    private void command(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("bin/" + name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private String run(String... options) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(folder.resolve("docker/doctor").toString());
        builder.command().addAll(List.of(options));
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("DICOM_ACCESS_DOCTOR", folder.resolve("doctor.jar").toString());
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return printed;
    }
}
