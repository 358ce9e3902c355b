package org.dicomaccess.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reasons, where the gateway puts them into words for whoever was refused. */
class ReasonWordsTest {
    private static final Path GATEWAY =
            Path.of("..", "docker", "nginx", "templates", "dicom-access.conf.template");
    private static final Pattern WORDS =
            Pattern.compile(
                    "map \\$refusal_reason \\$refusal_words \\{(.*?)\\n\\}", Pattern.DOTALL);
    private static final Pattern REASON = Pattern.compile("\\n +([a-z_]+) +\"");

    /** It forwards targets, so it is never told that a request has to be rewritten. */
    @Test
    void the_gateway_has_words_for_every_refusal_and_for_nothing_else() throws IOException {
        List<String> refusals =
                EnumSet.complementOf(EnumSet.of(Reason.GRANTED, Reason.REWRITE_NEEDED)).stream()
                        .map(Reason::code)
                        .toList();

        assertThat(reasonsOfTheGateway()).containsExactlyInAnyOrderElementsOf(refusals);
    }

    private static List<String> reasonsOfTheGateway() throws IOException {
        String words =
                WORDS.matcher(Files.readString(GATEWAY))
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow();
        return REASON.matcher(words)
                .results()
                .map(found -> found.group(1))
                .filter(word -> !word.equals("default"))
                .toList();
    }
}
