package org.dicomaccess.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.dicomaccess.keycloak.http.TestTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CleanHtmlTest {
    @ParameterizedTest
    @MethodSource("formatted")
    void usual_formatting_stays_and_reads_as_plain_text(String raw, String clean, String text) {
        CleanHtml html = CleanHtml.of(unescaped(raw));

        assertThat(html.html()).isEqualTo(unescaped(clean));
        assertThat(html.text()).isEqualTo(unescaped(text));
    }

    static Stream<Arguments> formatted() {
        return TestTable.of(CleanHtmlTest.class, "formatted.tsv");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatever_runs_loads_hides_or_asks_is_gone(String raw, String clean) {
        CleanHtml html = CleanHtml.of(unescaped(raw));

        assertThat(html.html()).isEqualTo(unescaped(clean));
        assertThat(html.html().toLowerCase())
                .doesNotContain("<script", "<img", "<form", "<input", "<style", "<iframe", "<svg")
                .doesNotContainPattern("<[^>]*\\son[a-z]+\\s*=")
                .doesNotContainPattern("<[^>]*(javascript|vbscript|data|file|cid):");
    }

    static Stream<Arguments> hostile() {
        return TestTable.of(CleanHtmlTest.class, "hostile.tsv");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void cleaning_what_is_clean_changes_nothing(String raw, String clean) {
        assertThat(CleanHtml.of(unescaped(clean)).html()).isEqualTo(unescaped(clean));
    }

    @Test
    void html_of_any_depth_is_cleaned_and_loses_what_no_reader_could_show() {
        String shallow = "<div>".repeat(200) + "x<script>alert(1)</script>";
        String deep = "<div>".repeat(20_000) + "x<script>alert(1)</script>";

        assertThat(CleanHtml.of(shallow).text()).isEqualTo("x");
        assertThat(CleanHtml.of(deep).html()).doesNotContain("alert");
        assertThat(CleanHtml.of(deep).text()).isEmpty();
    }

    /** The table writes line breaks and control characters as Java does. */
    private static String unescaped(String cell) {
        return cell.translateEscapes();
    }
}
