package org.dicomaccess.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.deployment.ComposeFile.Mounted;
import org.dicomaccess.keycloak.deployment.ComposeFile.Service;
import org.dicomaccess.keycloak.stack.DebianPackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The override {@code acme}: Caddy in front of the gateway, with the configuration it is given. */
class AcmeTest {

    @TempDir private Path folder;

    @Test
    void caddy_ends_tls_for_the_address_with_one_port() throws IOException {
        Service tls =
                Deployment.in(folder)
                        .ready("--override acme https://images.example.org/imaging")
                        .configuration()
                        .service("tls");
        String file =
                tls.volumes().stream()
                        .filter(mounted -> mounted.target().equals("/etc/caddy/Caddyfile"))
                        .map(Mounted::source)
                        .findFirst()
                        .orElseThrow();

        Ran adapted =
                Ran.of(
                        folder,
                        Map.of("DICOM_ACCESS_ORIGIN", tls.environment().get("DICOM_ACCESS_ORIGIN")),
                        List.of(
                                DebianPackage.CADDY.file().toString(),
                                "adapt",
                                "--validate",
                                "--adapter",
                                "caddyfile",
                                "--config",
                                file));

        JsonNode servers =
                new ObjectMapper().readTree(adapted.successfully()).at("/apps/http/servers");
        assertThat(servers.toString())
                .contains("\":443\"", "images.example.org", "gateway:8088")
                .doesNotContain("\":80\"");
    }
}
