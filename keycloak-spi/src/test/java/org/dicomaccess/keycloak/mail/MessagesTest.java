package org.dicomaccess.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of mail and pages, in every language. */
class MessagesTest {
    private static final Path RESOURCES = Path.of("src", "main", "resources", "theme-resources");
    private static final Pattern USED = Pattern.compile("msg\\(\"(dicomAccess[A-Za-z]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"fr", "de", "es", "nl"})
    void a_language_says_all_that_english_says_with_the_same_gaps(String language)
            throws IOException {
        Properties english = messages("en");
        Properties translated = messages(language);

        assertThat(translated.keySet()).isEqualTo(english.keySet());
        for (String key : english.stringPropertyNames()) {
            assertThat(gaps(translated.getProperty(key)))
                    .as(key)
                    .isEqualTo(gaps(english.getProperty(key)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "de", "es", "nl"})
    void a_message_has_no_lost_apostrophe(String language) throws IOException {
        Properties messages = messages(language);
        for (String key : messages.stringPropertyNames()) {
            String pattern = messages.getProperty(key);
            assertThat(pattern.replace("''", "")).as(key).doesNotContain("'");
            assertThat(new MessageFormat(pattern, Locale.forLanguageTag(language)).format(words()))
                    .as(key)
                    .isNotBlank()
                    .doesNotContain("{", "}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "text"})
    void a_template_says_only_what_there_are_words_for(String kind) throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path template : templates(kind)) {
            USED.matcher(Files.readString(template))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(used::add);
        }

        assertThat(used).isNotEmpty();
        assertThat(messages("en").stringPropertyNames()).containsAll(used);
    }

    private static Object[] words() {
        return new Object[] {2, 3, 4, 5, 6, 7, 8, 9};
    }

    private static Set<Integer> gaps(String pattern) {
        return Pattern.compile("\\{(\\d)")
                .matcher(pattern)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toSet());
    }

    private static Properties messages(String language) throws IOException {
        Properties messages = new Properties();
        Path file = RESOURCES.resolve("messages").resolve("messages_" + language + ".properties");
        messages.load(Files.newBufferedReader(file, StandardCharsets.UTF_8));
        return messages;
    }

    private static Set<Path> templates(String kind) throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("templates").resolve(kind))) {
            return files.collect(Collectors.toSet());
        }
    }
}
