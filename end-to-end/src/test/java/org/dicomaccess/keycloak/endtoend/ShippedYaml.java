package org.dicomaccess.keycloak.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.yaml.snakeyaml.Yaml;

/** A file of YAML below {@code docker/}, with its variables filled in. */
final class ShippedYaml {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As envsubst writes them. */
    private static final Pattern ENVSUBST = Pattern.compile("\\$\\{([A-Z_]+)}");

    /** As Traefik's file provider does. */
    private static final Pattern GO = Pattern.compile("\\{\\{ env `([A-Z_]+)` }}");

    private ShippedYaml() {}

    /**
     * Reads it.
     *
     * @param name below {@code docker/}
     * @throws IllegalArgumentException when it names a variable that was not given
     */
    static JsonNode read(String name, Map<String, String> variables) {
        Path file =
                StackOptions.ofBuild(RunningStack.module(), "stack")
                        .repository()
                        .resolve("docker")
                        .resolve(name);
        try {
            String text = filled(Files.readString(file), ENVSUBST, variables);
            return JSON.valueToTree(new Yaml().load(filled(text, GO, variables)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String filled(String text, Pattern variable, Map<String, String> values) {
        return variable.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
    }

    private static String value(String name, Map<String, String> values) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("No value for " + name);
        }
        return values.get(name);
    }
}
