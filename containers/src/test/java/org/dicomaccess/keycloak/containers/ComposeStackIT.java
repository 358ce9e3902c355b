package org.dicomaccess.keycloak.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The whole deployment, set up for localhost and reached through its one port. */
class ComposeStackIT {

    private static final URI ROOT = URI.create("http://localhost:8088/");
    private static final String STUDY = "1.2.826.0.1.3680043.10.1337.101";
    private static final String OTHER_STUDY = "1.2.826.0.1.3680043.10.1337.102";

    @TempDir private static Path folder;

    private static Map<String, String> variables;
    private static ComposeContainer stack;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void itIsSetUpAndStarted() {
        Sources sources = Sources.in(folder);
        sources.run("docker/setup", ROOT.toString());
        variables = sources.variables();
        stack =
                new ComposeContainer("dicom-access-", sources.compose("localhost"))
                        .withBuild(true)
                        .withStartupTimeout(Duration.ofMinutes(20))
                        .waitingFor("keycloak", Wait.forHealthcheck())
                        .waitingFor("orthanc", Wait.forHealthcheck())
                        .waitingFor("gateway", Wait.forHealthcheck());
        variables.forEach(
                (name, value) -> {
                    if (!name.startsWith("COMPOSE_")) {
                        stack.withEnv(name, value);
                    }
                });
        stack.start();
    }

    @AfterAll
    static void itIsGone() {
        if (stack != null) {
            stack.stop();
        }
    }

    @Test
    void a_share_opens_its_study_and_no_other() throws Exception {
        Uploader uploader = Uploader.at(ROOT, variables.get("KEYCLOAK_ADMIN_PASSWORD"));
        assertThat(uploader.store(STUDY, sample("A/series-1-image-1.dcm"))).isEqualTo(200);
        assertThat(uploader.store(OTHER_STUDY, sample("B/series-1-image-1.dcm"))).isEqualTo(200);

        URI viewer = opened(given());

        assertThat(viewer.toString()).startsWith(ROOT.resolve("ohif/viewer").toString());
        String token = viewer.getFragment().substring("token=".length());
        assertThat(series(STUDY, token).statusCode()).isEqualTo(200);
        assertThat(series(OTHER_STUDY, token).statusCode()).isEqualTo(403);
        assertThat(series(STUDY, "").statusCode()).isEqualTo(401);
    }

    @Test
    void the_gateways_own_key_opens_nothing_to_whoever_sends_it() throws Exception {
        assertThat(series(STUDY, variables.get("ORTHANC_API_KEY")).statusCode()).isEqualTo(401);
    }

    @Test
    void the_viewer_and_the_admin_console_are_at_the_one_address() throws Exception {
        assertThat(get("ohif/").statusCode()).isEqualTo(200);
        assertThat(get("admin/").headers().firstValue("Location"))
                .hasValue(ROOT.resolve("admin/master/console/").toString());
    }

    @Test
    void what_is_for_whoever_watches_the_servers_is_not_published() throws Exception {
        assertThat(get("health/ready").statusCode()).isEqualTo(404);
        assertThat(get("metrics").statusCode()).isEqualTo(404);
    }

    private static Path sample(String file) {
        return Path.of("../end-to-end/src/main/resources/sample-studies", file);
    }

    /** As Orthanc's plugin asks for the link of a publication. */
    private URI given() throws IOException, InterruptedException {
        String credentials = "orthanc:" + variables.get("DICOM_ACCESS_CLIENT_SECRET");
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        ROOT.resolve(
                                                "realms/orthanc/dicom-access/tokens/ohif-viewer-publication"))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(ascii(credentials)))
                                .header("Content-Type", "application/json")
                                .PUT(
                                        BodyPublishers.ofString(
                                                """
                                                {"type": "ohif-viewer-publication", "validity-duration": 3600,
                                                 "resources": [{"dicom-uid": "%s", "level": "study"}]}
                                                """
                                                        .formatted(STUDY)))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return URI.create(new ObjectMapper().readTree(answer.body()).path("url").asText());
    }

    private URI opened(URI link) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(link)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("do=open"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> series(String study, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                        ROOT.resolve("orthanc/dicom-web/studies/%s/series".formatted(study)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(ROOT.resolve(path)).build(), BodyHandlers.ofString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
