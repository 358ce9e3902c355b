package org.dicomaccess.keycloak.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dicomaccess.keycloak.stack.KeycloakServer;
import org.dicomaccess.keycloak.stack.Ports;

/**
 * Programs by the names that pages call them by: {@code kcadm.sh} of the running Keycloak, signed
 * in as its administrator when a page first asks, and {@code curl}, which counts an answer of 400
 * and more as a failure unless it shows the status itself.
 */
final class ShellTools {

    private final Path folder;
    private final KeycloakServer keycloak;

    ShellTools(Path folder, KeycloakServer keycloak) {
        this.folder = folder;
        this.keycloak = keycloak;
        try {
            Files.createDirectories(folder);
            // Of an earlier run, whose servers are gone.
            Files.deleteIfExists(folder.resolve(".keycloak/kcadm.config"));
            write(
                    "kcadm.sh",
                    """
                    #!/bin/sh
                    exec '%s' "$@"
                    """
                            .formatted(keycloak.home().resolve("bin/kcadm.sh")));
            write(
                    "curl",
                    """
                    #!/bin/sh
                    curl=$(PATH=${PATH#*:} command -v curl)
                    for argument; do
                        case $argument in -[iIwD] | -[sS]*[iIwD]) exec "$curl" "$@" ;; esac
                    done
                    exec "$curl" --fail-with-body "$@"
                    """);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** First on the search path of whoever is to find these programs. */
    Path folder() {
        return folder;
    }

    /** What they need to know. */
    Map<String, String> environment() {
        return Map.of(
                "KEYCLOAK_ITSELF",
                keycloak.root().toString(),
                "KEYCLOAK_HOME",
                keycloak.home().toString(),
                "VIEWER",
                keycloak.options().folder().resolve("viewer").toString(),
                "FREE_PORT",
                Integer.toString(Ports.free().gateway()),
                "ADMIN_PASSWORD",
                KeycloakServer.ADMIN,
                "JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Many short lives: start fast. And it keeps who is signed in at home.
                "KC_OPTS",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.home=" + folder);
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("Cannot be made executable: " + file);
        }
    }
}
