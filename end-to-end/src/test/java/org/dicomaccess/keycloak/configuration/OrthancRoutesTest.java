package org.dicomaccess.keycloak.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Every route by which something is written in Orthanc, or an original file leaves it, is decided
 * by the entry in {@code docker/orthanc/authorization.json} that is meant for it, however the
 * caller writes its path.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OrthancRoutesTest {

    private static final String ORTHANC_ID = "25d6eb76-2a7c9bab-9ba8a0bc-575496ac-557f755e";
    private static final String DICOM_UID = "1.2.826.0.1.3680043.10.1337.101";

    /** What callers append to a path in the hope that another entry matches. */
    private static final List<String> ENDS =
            List.of("", "/", "//", "/x", "/..", ";x", "%2f", "\n", "/x\n", " ", ".", "-", "/a/b/");

    private final OrthancPermissions permissions = OrthancPermissions.read();
    private final PluginStudyPaths studies = PluginStudyPaths.read();

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "orthanc-write-routes.csv", numLinesToSkip = 1)
    void a_route_that_writes_is_locked_or_closed_to_shares(String method, String route) {
        for (String path : paths(route)) {
            Set<String> needed = permissions.needed(method, path);
            if (path.startsWith("/patients")) {
                assertThat(needed).as(path).containsExactly("all");
            } else if (studies.has(path)) {
                assertThat(needed).as(path).contains("all", "share-lock");
            } else {
                assertThat(needed).as(path).doesNotContain("share-lock", "share-view-only");
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "orthanc-write-routes.csv", numLinesToSkip = 1)
    void a_route_that_writes_to_a_study_is_found_to_be_one(String method, String route) {
        if (route.matches("/(studies|series|instances|dicom-web/studies)/\\{.*")) {
            for (String path : List.of(path(route), path(route) + "/")) {
                assertThat(studies.has(path)).as(path).isTrue();
            }
        }
    }

    @ParameterizedTest(name = "GET {0}")
    @CsvFileSource(resources = "orthanc-originals.csv", numLinesToSkip = 1)
    void a_route_that_gives_originals_is_closed_to_those_who_may_only_look(String route) {
        for (String path : List.of(path(route), path(route) + "/")) {
            assertThat(studies.has(path)).as(path).isTrue();
            assertThat(permissions.needed("get", path))
                    .as(path)
                    .contains("all", "share-view-only")
                    .doesNotContain("share-lock");
        }
    }

    private static List<String> paths(String route) {
        return Stream.of(
                        path(route),
                        route.replaceAll("\\{id}", DICOM_UID).replaceAll("\\{[a-z]+}", ORTHANC_ID))
                .flatMap(path -> ENDS.stream().map(path::concat))
                .toList();
    }

    private static String path(String route) {
        return route.replace("{id}", ORTHANC_ID)
                .replace("{uid}", DICOM_UID)
                .replaceAll("\\{[a-z]+}", "1024");
    }
}
