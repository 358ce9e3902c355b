package org.dicomaccess.keycloak.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.viewer.Viewer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of the pages, in five languages. */
class PageMessagesTest {
    private static final String PREFIX = "dicomAccessPage";
    private static final Path RESOURCES = Path.of("src", "main", "resources", "theme-resources");
    private static final Path SOURCES =
            Path.of("src", "main", "java", "org", "dicomaccess", "keycloak", "http", "pages");
    private static final Pattern KEY = Pattern.compile("\"(" + PREFIX + "[A-Za-z]+)\"");
    private static final Pattern NOTICE =
            Pattern.compile("(?:Notice\\s*\\.of|closed)\\(\\s*(?:Status\\.\\w+,\\s*)?\"(\\w+)\"");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)");

    @ParameterizedTest
    @ValueSource(strings = {"fr", "de", "es", "nl"})
    void every_language_says_the_same(String language) throws IOException {
        Properties english = messages("en");
        Properties other = messages(language);

        assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(places(other.getProperty(key)))
                    .as(key)
                    .isEqualTo(places(english.getProperty(key)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "de", "es", "nl"})
    void every_message_comes_out_as_it_was_written(String language) throws IOException {
        Properties messages = messages(language);

        for (String key : messages.stringPropertyNames()) {
            String message = messages.getProperty(key);
            String said =
                    new MessageFormat(message, Locale.forLanguageTag(language))
                            .format(new Object[] {2, "x"});
            assertThat(said).as(key).isNotBlank().doesNotContain("{", "'").isEqualTo(said.strip());
            assertThat(message).as(key).doesNotContain("'");
        }
    }

    @Test
    void every_message_that_a_page_says_is_there_and_no_other() throws IOException {
        Set<String> said = new TreeSet<>();
        for (Path file : files()) {
            String text = Files.readString(file);
            matches(KEY, text).forEach(said::add);
            if (file.toString().endsWith(".java")) {
                matches(NOTICE, text)
                        .forEach(
                                name -> {
                                    said.add(PREFIX + name + "Title");
                                    said.add(PREFIX + name + "Text");
                                });
            }
        }

        Set<String> there =
                messages("en").stringPropertyNames().stream()
                        .filter(key -> !key.contains("."))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(there).isEqualTo(said);
    }

    @Test
    void every_viewer_has_a_name() throws IOException {
        Set<String> names = messages("en").stringPropertyNames();

        for (Viewer viewer : Viewer.values()) {
            assertThat(names).contains(PREFIX + "Viewer." + viewer.code());
        }
    }

    private static Iterable<Path> files() throws IOException {
        try (Stream<Path> java = Files.list(SOURCES);
                Stream<Path> templates = Files.list(RESOURCES.resolve("templates"))) {
            return Stream.concat(java, templates).filter(Files::isRegularFile).toList();
        }
    }

    private static Properties messages(String language) throws IOException {
        Properties all = new Properties();
        try (Reader file =
                Files.newBufferedReader(
                        RESOURCES.resolve("messages/messages_" + language + ".properties"))) {
            all.load(file);
        }
        Properties ours = new Properties();
        all.stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX))
                .forEach(key -> ours.setProperty(key, all.getProperty(key)));
        return ours;
    }

    private static Set<String> places(String message) {
        return matches(PLACE, message).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(found -> found.group(1));
    }
}
