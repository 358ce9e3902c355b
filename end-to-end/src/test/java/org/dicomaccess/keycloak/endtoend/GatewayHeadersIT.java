package org.dicomaccess.keycloak.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.GatewayOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the gateway says to browsers with every answer, whoever answers behind it, at the root of
 * its host and below a path. Keycloak and every Orthanc are one server that says much of its own.
 */
class GatewayHeadersIT {

    private static final String ADDED = "docker/nginx/templates/dicom-access/%s.conf.template";

    private RecordedGateway gateway;

    @AfterEach
    void it_stops() {
        gateway.close();
    }

    @ParameterizedTest(name = "{0}{1}: {2}")
    @CsvSource({
        "https://images.example.org, '', max-age=31536000",
        "https://www.example.org, /imaging, ''",
        "http://localhost, '', ''"
    })
    void https_is_for_a_whole_host_and_so_nothing_below_a_path_asks_for_it(
            String origin, String path, String said) throws IOException {
        start(origin, path);
        List<String> wanted = said.isEmpty() ? List.of() : List.of(said);

        for (String target :
                List.of(
                        "/",
                        "/ohif/viewer",
                        "/ohif/no-such-file.js",
                        "/dicom-access/grant",
                        "/orthanc/dicom-web/studies",
                        "/realms/orthanc/account",
                        "/realms/orthanc/dicom-access/s/x",
                        "/admin/",
                        "/explorer/ui/app/",
                        "/stone-webviewer/index.html")) {
            assertThat(values(get(path + target), "Strict-Transport-Security"))
                    .as(target)
                    .isEqualTo(wanted);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/explorer/ui/app/, no-store, /ui/app/",
        "/stone-webviewer/index.html, no-cache, /stone-webviewer/index.html"
    })
    void what_is_there_when_asked_for_has_a_policy_of_its_own(
            String target, String cached, String behind) throws IOException {
        start("https://www.example.org", "/imaging");

        RawAnswer answer = get("/imaging" + target);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(gateway.orthanc().targets()).containsExactly(behind);
        assertThat(values(answer, "Cache-Control")).containsExactly(cached);
        assertThat(values(answer, "Referrer-Policy")).containsExactly("no-referrer");
        assertThat(values(answer, "X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(values(answer, "Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'self'");
        assertThat(values(answer, "Set-Cookie")).isEmpty();
    }

    private void start(String origin, String path) throws IOException {
        RecordingServer orthanc = new RecordingServer();
        gateway =
                RecordedGateway.startBefore(
                        orthanc,
                        "gateway-headers",
                        GatewayOptions.usual()
                                .with("DICOM_ACCESS_ORIGIN", origin)
                                .with("DICOM_ACCESS_PATH", path)
                                .withPiece(
                                        "dicom-access/explorer.conf",
                                        added("explorer", path, orthanc.port()))
                                .withPiece(
                                        "dicom-access/stone.conf",
                                        added("stone", path, orthanc.port())));
        Map<String, String> own =
                Map.of(
                        "Strict-Transport-Security", "max-age=31536000; includeSubDomains",
                        "Cache-Control", "public",
                        "Set-Cookie", "a=b");
        gateway.checkGrants(own);
        orthanc.say(200, own);
    }

    /** A piece of the server, with this machine in the place of a container's name. */
    private static String added(String name, String path, int port) throws IOException {
        Path template = RunningStack.module().resolve("..").resolve(ADDED.formatted(name));
        return Files.readString(template)
                .replace("${DICOM_ACCESS_PATH}", path)
                .replace(name + ":8042", "127.0.0.1:" + port);
    }

    private RawAnswer get(String target) {
        return new RawCall("GET", target).send(gateway.nginx().onThisMachine());
    }

    private static List<String> values(RawAnswer answer, String name) {
        return answer.headers().stream()
                .filter(header -> header.isNamed(name))
                .map(ClientCall.Header::value)
                .toList();
    }
}
