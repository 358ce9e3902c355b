package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.deployment.Deployment;
import org.dicomaccess.keycloak.deployment.Ran;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.Stack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docker/readdress} and {@code docker/kcadm}, run beside the running Keycloak instead of in
 * its container: a realm that knows old addresses gets those of the last setup, which are the ones
 * it had.
 */
@ExtendWith(RunningStack.class)
class ReaddressIT {

    private static final String OLD = "https://old.example.org";
    private static final List<String> CLIENTS = List.of("orthanc", "ohif", "orthanc-explorer-2");

    @TempDir private Path folder;

    private Stack stack;
    private Deployment deployment;

    @BeforeEach
    void itIsSetUpForTheAddressOfTheRunningParts(Stack running) throws IOException {
        stack = running;
        String address = stack.gatewayRoot().toString();
        deployment = Deployment.in(Files.createDirectory(folder.resolve("site"))).ready(address);
        Files.writeString(
                deployment.secrets().resolve("keycloak-admin-password"), KeycloakServer.ADMIN);
    }

    @Test
    void a_realm_in_use_is_told_the_address_of_the_last_setup() throws IOException {
        List<JsonNode> before = clients();
        stack.administrator().setResourceServer("dicom-access.viewer.ohif", OLD + "/ohif/");
        stack.administrator().setResourceServer("dicom-access.rest.public", "/old/orthanc");
        stack.administrator().setClient("ohif", "post.logout.redirect.uris", OLD + "/ohif/*");

        Ran readdress = readdress();

        assertThat(readdress.status()).as(readdress.complained()).isZero();
        assertThat(clients()).isEqualTo(before);
        assertThat(folder.resolve("login")).doesNotExist();
    }

    @Test
    void whoever_is_not_an_administrator_is_told_so() throws IOException {
        List<JsonNode> before = clients();
        Files.writeString(deployment.secrets().resolve("keycloak-admin-password"), "wrong");

        Ran readdress = readdress();

        assertThat(readdress.status()).isEqualTo(2);
        assertThat(readdress.complained()).contains("does not let the administrator admin in");
        assertThat(clients()).isEqualTo(before);
    }

    @Test
    void settings_of_the_administrators_realm_are_changed_by_kcadm() throws IOException {
        try {
            Ran update = run("kcadm", "update", "realms/master", "-s", "bruteForceProtected=true");

            assertThat(update.status()).as(update.complained()).isZero();
            assertThat(run("kcadm", "get", "realms/master").printed())
                    .contains("\"bruteForceProtected\" : true");
            assertThat(folder.resolve("login")).doesNotExist();
        } finally {
            run("kcadm", "update", "realms/master", "-s", "bruteForceProtected=false")
                    .successfully();
        }
    }

    private Ran readdress() throws IOException {
        return run("readdress");
    }

    private Ran run(String script, String... arguments) throws IOException {
        Path home = stack.options().folder().resolve("keycloak");
        Path kcadm = folder.resolve("kcadm");
        Files.writeString(kcadm, "#!/bin/sh\nexec sh '%s/bin/kcadm.sh' \"$@\"\n".formatted(home));
        Files.setPosixFilePermissions(kcadm, PosixFilePermissions.fromString("rwx------"));
        return Ran.of(
                folder,
                Map.of(
                        "KCADM", kcadm.toString(),
                        "KCADM_CONFIG", folder.resolve("login").toString(),
                        "KEYCLOAK_SERVER",
                                stack.keycloak().root().toString().replaceFirst("/$", "")),
                Stream.concat(
                                Stream.of(deployment.docker().resolve(script).toString()),
                                Stream.of(arguments))
                        .toList());
    }

    private List<JsonNode> clients() {
        ObjectMapper json = new ObjectMapper();
        return CLIENTS.stream()
                .map(id -> stack.administrator().send("GET", "clients?clientId=" + id, ""))
                .map(
                        answer -> {
                            try {
                                return json.readTree(answer).required(0);
                            } catch (IOException notJson) {
                                throw new AssertionError(notJson);
                            }
                        })
                .toList();
    }
}
