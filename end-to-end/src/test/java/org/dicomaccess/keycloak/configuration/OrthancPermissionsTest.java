package org.dicomaccess.keycloak.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The permissions in {@code docker/orthanc/authorization.json}, read as Orthanc's authorization
 * plugin reads them: the first entry that matches method and path decides. Whether a resource
 * belongs to a study, and so has labels, decides what a permission that matches is worth.
 */
class OrthancPermissionsTest {

    private static final Path FILE = Path.of("../docker/orthanc/authorization.json");

    private static final Set<String> LOCKS = Set.of("share-lock", "share-view-only");

    private final List<Entry> entries = read();

    /** One line of the list. */
    private record Entry(String method, String pattern, Set<String> permissions) {

        boolean matches(String otherMethod, String path) {
            return method.equals(otherMethod) && path.matches(pattern);
        }
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvFileSource(resources = "orthanc-permissions.csv", numLinesToSkip = 1)
    void the_first_entry_that_matches_decides(String method, String path, String permissions) {
        assertThat(permissionsFor(method, path)).isEqualTo(permissionsOf(permissions));
    }

    @Test
    void a_lock_stands_only_where_every_path_belongs_to_a_study() {
        assertThat(entries)
                .filteredOn(entry -> entry.permissions().stream().anyMatch(LOCKS::contains))
                .isNotEmpty()
                .allSatisfy(
                        entry ->
                                assertThat(entry.pattern())
                                        .matches(
                                                "\\^/(\\(studies\\|series\\|instances\\)/\\(\\[a-f0-9-]\\+\\)"
                                                    + "|dicom-web/studies/\\(\\[.0-9]\\+\\)).*"));
    }

    @Test
    void what_no_entry_names_is_for_those_who_may_do_all() {
        for (String method : List.of("get", "post", "put", "delete")) {
            assertThat(permissionsFor(method, "/a/route/of/some/plugin")).containsExactly("all");
        }
    }

    private Set<String> permissionsFor(String method, String path) {
        return entries.stream()
                .filter(entry -> entry.matches(method, path))
                .findFirst()
                .map(Entry::permissions)
                .orElseThrow();
    }

    private static Set<String> permissionsOf(String text) {
        return Set.of(text.split("\\|", -1));
    }

    private static List<Entry> read() {
        JsonMapper json = JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
        try {
            JsonNode list =
                    json.readTree(FILE.toFile()).required("Authorization").required("Permissions");
            return StreamSupport.stream(list.spliterator(), false)
                    .map(
                            entry ->
                                    new Entry(
                                            entry.required(0).asText(),
                                            entry.required(1).asText(),
                                            permissionsOf(entry.required(2).asText())))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
