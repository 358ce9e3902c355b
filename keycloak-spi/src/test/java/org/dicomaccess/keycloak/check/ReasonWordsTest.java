package org.dicomaccess.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reasons, where gateways and pages put them into words. */
class ReasonWordsTest {
    private static final Path NGINX =
            Path.of("..", "docker", "nginx", "templates", "dicom-access.conf.template");
    private static final Pattern WORDS_OF_NGINX =
            Pattern.compile(
                    "map \\$refusal_reason \\$refusal_words \\{(.*?)\\n\\}", Pattern.DOTALL);
    private static final Pattern ROW_OF_NGINX = Pattern.compile("\\n +([a-z_]+) +(\".*?\")");

    private static final Path CADDY = Path.of("..", "docker", "caddy", "Caddyfile");
    private static final Pattern WORDS_OF_CADDY =
            Pattern.compile(
                    "\\{dicom_access\\.reason} \\{dicom_access\\.words} \\{(.*?)\\n\\t}",
                    Pattern.DOTALL);
    private static final Pattern ROW_OF_CADDY = Pattern.compile("\\n\\t+([a-z_]+) \\1 (\".*?\")");

    private static final Path PAGE = Path.of("..", "docs", "gateways.md");

    private static final Path TROUBLE = Path.of("..", "docs", "troubleshooting.md");
    private static final Pattern ROW_OF_PAGE = Pattern.compile("\n\\| `([a-z_]+)` \\| [245]");

    /** It forwards targets, so it is never told that a request has to be rewritten. */
    @Test
    void nginx_has_words_for_every_refusal_and_for_nothing_else() throws IOException {
        List<String> refusals =
                EnumSet.complementOf(EnumSet.of(Reason.GRANTED, Reason.REWRITE_NEEDED)).stream()
                        .map(Reason::code)
                        .toList();

        assertThat(words(NGINX, WORDS_OF_NGINX, ROW_OF_NGINX).keySet())
                .containsExactlyInAnyOrderElementsOf(refusals);
    }

    @Test
    void caddy_has_the_words_of_nginx() throws IOException {
        assertThat(words(CADDY, WORDS_OF_CADDY, ROW_OF_CADDY))
                .isEqualTo(words(NGINX, WORDS_OF_NGINX, ROW_OF_NGINX));
    }

    @Test
    void the_page_for_owners_of_gateways_explains_every_refusal() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(EnumSet.complementOf(EnumSet.of(Reason.GRANTED)))
                .allSatisfy(reason -> assertThat(page).contains("`" + reason.code() + "`"));
    }

    @Test
    void the_page_for_trouble_has_a_row_for_every_reason_and_for_nothing_else() throws IOException {
        String page = Files.readString(TROUBLE);
        String rows = page.substring(page.indexOf("\n## Reasons\n"));

        assertThat(ROW_OF_PAGE.matcher(rows).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.allOf(Reason.class).stream().map(Reason::code).toList());
    }

    private static Map<String, String> words(Path file, Pattern table, Pattern row)
            throws IOException {
        String words =
                table.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow();
        return row.matcher(words)
                .results()
                .filter(found -> !found.group(1).equals("default"))
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }
}
