package org.dicomaccess.keycloak.http.orthanc;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What Orthanc's authorization plugin makes of a profile, with the list of permissions that is
 * shipped for it: the first entry that matches method and path says which permissions open it, and
 * where the path belongs to a study, one of the profile's labels has to be on it. An entry without
 * permissions is open to everybody.
 */
final class PermissionsList {
    private static final Path FILE = Path.of("..", "docker", "orthanc", "authorization.json");

    private static final Pattern OF_A_STUDY =
            Pattern.compile(
                    "/(studies|series|instances)/[a-f0-9-]+.*|/dicom-web/studies/[.0-9]+.*");

    private final List<Entry> entries;

    private PermissionsList(List<Entry> entries) {
        this.entries = entries;
    }

    private record Entry(String method, String pattern, Set<String> permissions) {
        boolean matches(String otherMethod, String path) {
            return method.equals(otherMethod) && path.matches(pattern);
        }
    }

    static PermissionsList read() {
        JsonMapper json = JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
        try {
            JsonNode list =
                    json.readTree(FILE.toFile()).required("Authorization").required("Permissions");
            return new PermissionsList(
                    StreamSupport.stream(list.spliterator(), false)
                            .map(
                                    entry ->
                                            new Entry(
                                                    entry.required(0).asText(),
                                                    entry.required(1).asText(),
                                                    Set.of(
                                                            entry.required(2)
                                                                    .asText()
                                                                    .split("\\|", -1))))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether a profile opens a route.
     *
     * @param studyLabels those of the study that the path belongs to, if it does
     */
    boolean opens(JsonNode profile, String method, String path, Set<String> studyLabels) {
        Set<String> needed =
                entries.stream()
                        .filter(entry -> entry.matches(method, path))
                        .findFirst()
                        .orElseThrow()
                        .permissions();
        if (needed.contains("")) {
            return true;
        }
        Set<String> labels = texts(profile.path("authorized-labels"));
        return meet(needed, texts(profile.path("permissions")))
                && (!OF_A_STUDY.matcher(path).matches()
                        || labels.contains("*")
                        || meet(labels, studyLabels));
    }

    private static boolean meet(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
