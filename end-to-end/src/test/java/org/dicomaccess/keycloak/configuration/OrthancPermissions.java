package org.dicomaccess.keycloak.configuration;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.brics.automaton.Automaton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The permissions in {@code docker/orthanc/authorization.json}, read as Orthanc's authorization
 * plugin reads them: the first entry that matches method and path decides.
 */
final class OrthancPermissions {

    private static final Path FILE = Path.of("../docker/orthanc/authorization.json");

    /** What the plugin replaces by the patterns of {@link PluginStudyPaths}. */
    private static final String PLUGINS_OWN = "SINGLE_RESOURCE_PATTERNS";

    private final JsonNode section;
    private final List<Entry> entries;

    private OrthancPermissions(JsonNode section, List<Entry> entries) {
        this.section = section;
        this.entries = entries;
    }

    /** One line of the list; each of the plugin's own patterns counts as one. */
    record Entry(
            String method, PathPattern pattern, Predicate<String> path, Set<String> permissions) {

        Entry(String method, PathPattern pattern, Set<String> permissions) {
            this(method, pattern, pattern.predicate(), permissions);
        }

        boolean matches(String otherMethod, String otherPath) {
            return method.equals(otherMethod) && path.test(otherPath);
        }
    }

    static OrthancPermissions read() {
        JsonMapper json = JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
        try {
            JsonNode section = json.readTree(FILE.toFile()).required("Authorization");
            return new OrthancPermissions(
                    section,
                    StreamSupport.stream(section.required("Permissions").spliterator(), false)
                            .flatMap(OrthancPermissions::entries)
                            .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Entry> entries(JsonNode entry) {
        String pattern = entry.required(1).asText();
        Set<String> permissions = permissionsOf(entry.required(2).asText());
        Stream<PathPattern> patterns =
                pattern.equals(PLUGINS_OWN)
                        ? PluginStudyPaths.read().patterns().stream()
                        : Stream.of(new PathPattern(pattern));
        return patterns.map(one -> new Entry(entry.required(0).asText(), one, permissions));
    }

    static Set<String> permissionsOf(String text) {
        return Set.of(text.split("\\|", -1));
    }

    JsonNode setting(String name) {
        return section.required(name);
    }

    List<Entry> entries() {
        return entries;
    }

    /** One of these is needed, or a token that opens what the path names. */
    Set<String> needed(String method, String path) {
        return entries.stream()
                .filter(entry -> entry.matches(method, path))
                .findFirst()
                .map(Entry::permissions)
                .orElseThrow(() -> new AssertionError("No entry for " + method + " " + path));
    }

    /** All paths that are decided by an entry whose permissions are like this. */
    Automaton pathsDecidedBy(String method, Predicate<Set<String>> permissions) {
        Automaton decided = Automaton.makeEmpty();
        Automaton before = Automaton.makeEmpty();
        for (Entry entry : entries) {
            if (!entry.method().equals(method)) {
                continue;
            }
            Automaton matched = entry.pattern().paths();
            if (permissions.test(entry.permissions())) {
                decided = decided.union(matched.minus(before));
            }
            before = before.union(matched);
            before.minimize();
        }
        decided.minimize();
        return decided;
    }

    /** The methods that have entries. */
    List<String> methods() {
        return new ArrayList<>(entries.stream().map(Entry::method).distinct().toList());
    }
}
