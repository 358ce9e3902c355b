package org.dicomaccess.keycloak.themes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The theme as it lies in the jar. */
final class ThemeFiles {

    static final Path JAR = Path.of("src/main/resources");
    static final Path THEME = JAR.resolve("theme/dicom-access");
    static final Path LOGIN = THEME.resolve("login");
    static final Path EMAIL = THEME.resolve("email");

    private static final Pattern COLOUR =
            Pattern.compile("--dicom-access-([a-z-]+): (#[0-9a-f]{6});");

    private ThemeFiles() {}

    static List<Path> all() {
        try (Stream<Path> files = Files.walk(JAR)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String styles() {
        return text(LOGIN.resolve("resources/css/dicom-access.css"));
    }

    static Properties properties(Path folder) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("theme.properties"), UTF_8)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }

    /** The colours of the stylesheet by their name, on screens of one kind. */
    static Map<String, String> colours(boolean dark) {
        String selector = dark ? ":root.pf-v5-theme-dark {" : ":root {";
        String styles = styles();
        int start = styles.indexOf(selector);
        Matcher colours = COLOUR.matcher(styles.substring(start, styles.indexOf('}', start)));
        Map<String, String> byName = new TreeMap<>();
        while (colours.find()) {
            byName.put(colours.group(1), colours.group(2));
        }
        return byName;
    }
}
