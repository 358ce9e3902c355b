package org.dicomaccess.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker/gateway/follow-addresses}, with a look-up and an nginx that only take notes. */
class FollowAddressesTest {

    @TempDir private Path folder;

    @BeforeEach
    void there_are_a_look_up_and_an_nginx() throws IOException {
        program("getent", "cat '%s'/\"$2\"".formatted(folder));
        program("nginx", "echo \"$@\" >>'%s'/told".formatted(folder));
        address("keycloak", "10.0.0.2");
        address("orthanc", "10.0.0.3");
        look();
    }

    @Test
    void nginx_is_left_alone_while_every_address_stays() {
        look();

        assertThat(folder.resolve("told")).doesNotExist();
    }

    @Test
    void nginx_looks_up_a_server_that_has_another_address_once() throws IOException {
        address("keycloak", "10.0.0.9");

        look();
        look();

        assertThat(folder.resolve("told")).hasContent("-s reload");
    }

    @Test
    void nginx_keeps_what_it_has_while_a_server_is_away() throws IOException {
        Files.delete(folder.resolve("orthanc"));
        look();
        address("orthanc", "10.0.0.3");
        look();

        assertThat(folder.resolve("told")).doesNotExist();
    }

    private void look() {
        Ran ran =
                Ran.of(
                        folder,
                        "env",
                        "PATH=" + folder + ":" + System.getenv("PATH"),
                        Deployment.repository()
                                .resolve("docker/gateway/follow-addresses")
                                .toString(),
                        folder.resolve("notes").toString(),
                        "keycloak",
                        "orthanc");
        assertThat(ran.status()).as(ran.complained()).isZero();
    }

    private void address(String host, String address) throws IOException {
        Files.writeString(folder.resolve(host), address + "  " + host + "\n");
    }

    private void program(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
