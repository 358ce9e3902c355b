package org.dicomaccess.keycloak.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.stack.DebianPackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code orthanc-write-routes.csv} has every route by which the Orthanc at hand lets itself be
 * changed.
 */
class ReportedRoutesTest {

    private static final Set<String> WRITES = Set.of("post", "put", "delete", "patch");

    /**
     * Orthanc says so while it describes itself; a route without a description is still a route.
     */
    private static final Pattern UNDESCRIBED =
            Pattern.compile("Ignoring URI without API documentation: ([A-Z]+) (\\S+)");

    @Test
    void every_route_that_this_orthanc_reports_is_in_the_table(@TempDir Path folder)
            throws IOException, InterruptedException {
        assertThat(reported(folder)).isNotEmpty().isSubsetOf(inTable());
    }

    private static Set<String> inTable() throws IOException {
        try (InputStream table =
                ReportedRoutesTest.class.getResourceAsStream("orthanc-write-routes.csv")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(","))
                    .map(cells -> cells[0] + " " + cells[1])
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> reported(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("routes.json");
        Path log = folder.resolve("log");
        Process orthanc = describe(file, log);
        assertThat(orthanc.waitFor()).as(Files.readString(log)).isZero();

        Set<String> routes = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path :
                new JsonMapper().readTree(file.toFile()).required("paths").properties()) {
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> add(routes, method, path.getKey()));
        }
        List<MatchResult> undescribed =
                UNDESCRIBED.matcher(Files.readString(log)).results().toList();
        undescribed.forEach(route -> add(routes, route.group(1).toLowerCase(), route.group(2)));
        return routes;
    }

    /** Its samples come from a demonstration server, which it is kept from asking. */
    private static Process describe(Path file, Path log) throws IOException {
        ProcessBuilder orthanc =
                new ProcessBuilder(DebianPackage.ORTHANC.file().toString(), "--openapi=" + file)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        orthanc.environment()
                .putAll(
                        Map.of(
                                "http_proxy", "http://127.0.0.1:9",
                                "https_proxy", "http://127.0.0.1:9"));
        return orthanc.start();
    }

    private static void add(Set<String> routes, String method, String path) {
        if (WRITES.contains(method)) {
            routes.add(method + " " + path);
        }
    }
}
