package org.dicomaccess.keycloak.doctor.examination;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The list {@code Permissions} as it is shipped, or with something missing from it. */
record Permissions(List<Entry> entries) {
    private static final Path SHIPPED = Path.of("../docker/orthanc/authorization.json");
    private static final List<String> STUDY_PATHS = studyPaths();
    private static final String PLUGINS_OWN = "SINGLE_RESOURCE_PATTERNS";

    /**
     * One line of it.
     *
     * @param text as it is written in the file, blanks apart
     */
    record Entry(String method, String pattern, Set<String> permissions, String text) {

        boolean matches(String otherMethod, String path) {
            return method.equalsIgnoreCase(otherMethod)
                    && (pattern.equals(PLUGINS_OWN) ? namesStudy(path) : path.matches(pattern));
        }

        boolean isLock() {
            return permissions.contains("share-lock") || permissions.contains("share-view-only");
        }
    }

    static Permissions shipped() {
        try {
            Map<String, Object> file =
                    JSON.builder(
                                    JsonFactory.builder()
                                            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                                            .build())
                            .build()
                            .mapFrom(Files.readString(SHIPPED));
            Map<?, ?> section = (Map<?, ?>) file.get("Authorization");
            return new Permissions(
                    ((List<?>) section.get("Permissions"))
                            .stream().map(entry -> entry((List<?>) entry)).toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Permissions without(Predicate<Entry> unwanted) {
        return new Permissions(entries.stream().filter(unwanted.negate()).toList());
    }

    /** What is needed for a request: the first entry decides. */
    Set<String> needed(String method, String path) {
        return entries.stream()
                .filter(entry -> entry.matches(method, path))
                .findFirst()
                .orElseThrow()
                .permissions();
    }

    /**
     * Whether the plugin finds a study in a path, and so looks at labels and asks about a token.
     */
    static boolean namesStudy(String path) {
        return !path.startsWith("/patients") && STUDY_PATHS.stream().anyMatch(path::matches);
    }

    private static List<String> studyPaths() {
        try (Stream<String> patterns =
                Files.lines(
                        Path.of(
                                "../end-to-end/src/test/resources/org/dicomaccess/keycloak/"
                                        + "configuration/plugin-study-paths.txt"))) {
            return patterns.filter(line -> !line.startsWith("#")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Entry entry(List<?> entry) {
        String method = entry.get(0).toString();
        String pattern = entry.get(1).toString();
        String permissions = entry.get(2).toString();
        return new Entry(
                method,
                pattern,
                Set.of(permissions.split("\\|", -1)),
                "[ \"%s\", \"%s\", \"%s\" ]".formatted(method, pattern, permissions));
    }
}
