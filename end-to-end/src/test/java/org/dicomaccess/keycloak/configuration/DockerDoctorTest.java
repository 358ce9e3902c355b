package org.dicomaccess.keycloak.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
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

    @TempDir private Path folder;

    @BeforeEach
    void a_java_that_says_how_it_is_called() throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("docker/secrets"));
        Files.copy(SCRIPT, folder.resolve("docker/doctor"));
        Files.writeString(folder.resolve("doctor.jar"), "");
        Path java = Files.writeString(folder.resolve("bin/java"), "#!/bin/sh\necho \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        assertThat(folder.resolve("docker/doctor").toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // address, own certificate, further file, whether the certificate of docker/setup is named
        "https://images.example.org/imaging, '',            '',                        true",
        "https://images.example.org,         /etc/cert.pem, '',                        false",
        "https://images.example.org,         '',            :overrides/acme.yaml,      false",
        "https://images.example.org,         '',            :overrides/behind-proxy.yaml, false",
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
