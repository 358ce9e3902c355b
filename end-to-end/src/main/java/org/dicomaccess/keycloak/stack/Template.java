package org.dicomaccess.keycloak.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration file with variables, filled in as nginx's container image does it: {@code
 * ${NAME}} where NAME is one of those given, and nothing else, so that nginx's own variables stay.
 */
public final class Template {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)}");

    private final Path file;

    /** Reads nothing yet. */
    public Template(Path file) {
        this.file = file;
    }

    /**
     * Writes the file with every variable filled in.
     *
     * @throws IllegalArgumentException when the file names a variable that was not given
     */
    public void write(Path target, Map<String, String> values) {
        try {
            Folders.createParentOf(target);
            Files.writeString(target, fill(Files.readString(file), values));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /**
     * Fills in every variable of a text.
     *
     * @throws IllegalArgumentException when the text names a variable that was not given: a
     *     configuration that is half filled in must not start
     */
    static String fill(String text, Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
    }

    private static String value(String name, Map<String, String> values) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No value for ${" + name + "}");
        }
        return value;
    }
}
