package org.dicomaccess.keycloak.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The colours are told from what is behind them (WCAG 2.2, 1.4.3 and 1.4.11), light and dark. */
class ContrastTest {

    @ParameterizedTest(name = "{0} on {1}")
    @CsvFileSource(resources = "contrasts.csv", numLinesToSkip = 1)
    void a_colour_is_read_on_light_screens(String front, String behind, double least) {
        assertThat(contrast(ThemeFiles.colours(false), front, behind))
                .isGreaterThanOrEqualTo(least);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvFileSource(resources = "contrasts.csv", numLinesToSkip = 1)
    void a_colour_is_read_on_dark_screens(String front, String behind, double least) {
        assertThat(contrast(ThemeFiles.colours(true), front, behind)).isGreaterThanOrEqualTo(least);
    }

    private static double contrast(Map<String, String> colours, String front, String behind) {
        double one = luminance(colours.get(front));
        double other = luminance(colours.get(behind));
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    /** Relative luminance as WCAG 2.2 defines it. */
    private static double luminance(String colour) {
        return 0.2126 * linear(colour, 1) + 0.7152 * linear(colour, 3) + 0.0722 * linear(colour, 5);
    }

    private static double linear(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
