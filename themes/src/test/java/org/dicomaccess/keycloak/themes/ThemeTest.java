package org.dicomaccess.keycloak.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the theme is made of: complete, of itself, and for every direction of writing. */
class ThemeTest {

    private static final String KEYCLOAKS = "css/styles.css";
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private final Properties login = ThemeFiles.properties(ThemeFiles.LOGIN);
    private final Properties email = ThemeFiles.properties(ThemeFiles.EMAIL);

    @Test
    void every_stylesheet_and_logo_that_the_properties_name_is_there() {
        Stream<String> styles =
                Stream.of(login.getProperty("styles").split(" "))
                        .filter(style -> !style.equals(KEYCLOAKS));
        Stream<String> logos =
                Stream.of(
                        login.getProperty("dicomAccessLogo"),
                        login.getProperty("dicomAccessLogoDark"));

        assertThat(Stream.concat(styles, logos))
                .hasSize(3)
                .allSatisfy(
                        file ->
                                assertThat(ThemeFiles.LOGIN.resolve("resources").resolve(file))
                                        .isRegularFile());
    }

    @Test
    void keycloaks_own_stylesheet_comes_first() {
        assertThat(login.getProperty("styles")).startsWith(KEYCLOAKS + " ");
        assertThat(login.getProperty("parent")).isEqualTo("keycloak.v2");
    }

    @Test
    void the_jar_says_which_themes_are_in_it() {
        assertThat(ThemeFiles.text(ThemeFiles.JAR.resolve("META-INF/keycloak-themes.json")))
                .contains("\"dicom-access\"", "\"login\"", "\"email\"");
    }

    @Test
    void the_properties_and_the_stylesheet_know_the_same_colours() {
        Map<String, String> light = ThemeFiles.colours(false);
        Map<String, String> dark = ThemeFiles.colours(true);

        assertThat(login)
                .containsEntry("dicomAccessPrimary", light.get("primary"))
                .containsEntry("dicomAccessPrimaryDark", dark.get("primary"))
                .containsEntry("dicomAccessBackground", light.get("background"))
                .containsEntry("dicomAccessBackgroundDark", dark.get("background"));
        assertThat(email).containsEntry("dicomAccessPrimary", light.get("primary"));
        assertThat(dark).containsOnlyKeys(light.keySet());
    }

    @Test
    void every_setting_is_read_by_a_template() {
        String templates =
                ThemeFiles.text(ThemeFiles.LOGIN.resolve("dicom-access-look.ftl"))
                        + ThemeFiles.text(ThemeFiles.EMAIL.resolve("html/template.ftl"));

        assertThat(Stream.of(login, email).flatMap(of -> of.stringPropertyNames().stream()))
                .filteredOn(name -> name.startsWith("dicomAccess"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(templates).contains("properties." + name + "!"));
    }

    @Test
    void the_stylesheet_is_for_every_direction_of_writing() {
        Pattern physical =
                Pattern.compile(
                        "(^|[\\s;{-])(left|right)\\s*:|-(left|right)(-|:)|:\\s*(left|right)\\s*[;}]");

        assertThat(ThemeFiles.styles().lines())
                .filteredOn(line -> physical.matcher(line).find())
                .isEmpty();
    }

    static List<Path> files() {
        return ThemeFiles.all();
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_file_fetches_from_elsewhere(Path file) {
        assertThat(ThemeFiles.text(file).replace(NAMESPACE, ""))
                .doesNotContain("://", "url(//", "url(\"//", "src=\"//", "href=\"//", "@import");
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_file_runs_a_script(Path file) {
        assertThat(ThemeFiles.text(file)).doesNotContain("<script", "javascript:", " onload");
    }
}
