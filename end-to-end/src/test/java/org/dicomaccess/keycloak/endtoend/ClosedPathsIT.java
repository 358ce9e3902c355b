package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.OrthancServer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * An Orthanc that has {@code docker/orthanc/authorization.json} in its configuration, though not
 * the plugin, which Debian does not package: what is refused here was refused by {@code
 * closed-paths.lua}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClosedPathsIT {

    private static final String KEY = "dak.the-key-of-the-gateway";

    private OrthancServer orthanc;

    @BeforeAll
    void an_orthanc_for_the_plugin_starts(@TempDir Path configuration) throws IOException {
        StackOptions options =
                StackOptions.ofBuild(RunningStack.module(), "closed-paths").on(Ports.free());
        for (String file :
                List.of("orthanc.json", "authorization.json", "uploads.lua", "closed-paths.lua")) {
            Files.copy(
                    options.repository().resolve("docker/orthanc").resolve(file),
                    configuration.resolve(file));
        }
        orthanc =
                OrthancServer.start(
                        options,
                        configuration,
                        Map.of("DICOM_ACCESS_CLIENT_PASSWORD", "secret", "ORTHANC_API_KEY", KEY));
        orthanc.storeSamples();
    }

    @AfterAll
    void it_stops() {
        orthanc.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "closed-paths.csv", numLinesToSkip = 1)
    void what_names_studies_elsewhere_is_refused(String method, String path) {
        assertThat(send(call(method, path)).status()).isEqualTo(403);
        assertThat(send(call(method, path).header("api-key", "")).status()).isEqualTo(403);
        // Nor to whoever holds the gateway's own key, wherever Orthanc may find it.
        assertThat(send(call(method, path).header("api-key", KEY)).status()).isEqualTo(403);
    }

    @Test
    void a_study_in_the_path_can_be_asked_for_by_everybody_who_passes_the_plugin() {
        for (String path :
                List.of(
                        "/studies/25d6eb76-2a7c9bab-9ba8a0bc-575496ac-557f755e/archive",
                        "/dicom-web/studies",
                        "/dicom-web/studies/1.2.826.0.1.3680043.10.1337.101/metadata")) {
            assertThat(send(new RawCall("GET", path)).status()).as(path).isEqualTo(200);
        }
        assertThat(
                        send(call("POST", "/dicom-web/studies/1.2.826.0.1.3680043.10.1337.101"))
                                .status())
                .isNotIn(401, 403);
    }

    private static RawCall call(String method, String path) {
        RawCall call = new RawCall(method, path);
        return method.equals("POST") ? call.body("application/json", "{}".getBytes(UTF_8)) : call;
    }

    private RawAnswer send(RawCall call) {
        return call.send(orthanc.root());
    }
}
