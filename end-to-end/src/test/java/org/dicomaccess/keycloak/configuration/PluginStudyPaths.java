package org.dicomaccess.keycloak.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dk.brics.automaton.Automaton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Where Orthanc's authorization plugin finds a study: {@code plugin-study-paths.txt}. */
record PluginStudyPaths(List<PathPattern> patterns) {

    private static final String FILE = "plugin-study-paths.txt";

    static PluginStudyPaths read() {
        try (InputStream file = PluginStudyPaths.class.getResourceAsStream(FILE)) {
            return new PluginStudyPaths(
                    new String(file.readAllBytes(), UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(PathPattern::new)
                            .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every such path, without those of whole patients. */
    Automaton paths() {
        return PathPattern.paths(patterns).minus(patients());
    }

    static Automaton patients() {
        return new PathPattern("^/patients(|/.*)$").paths();
    }

    boolean has(String path) {
        return !path.startsWith("/patients/")
                && patterns.stream().anyMatch(pattern -> pattern.predicate().test(path));
    }
}
