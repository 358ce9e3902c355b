package org.dicomaccess.keycloak.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestTargetTest {

    static List<List<String>> targets() {
        return Table.read(RequestTargetTest.class, "request-targets.tsv");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void a_target_is_taken_apart_or_refused(List<String> row) {
        if (row.get(1).equals("(refused)")) {
            assertThatExceptionOfType(NotUnderstoodException.class)
                    .isThrownBy(() -> RequestTarget.parse(row.get(0)))
                    .matches(e -> e.part() == NotUnderstoodException.Part.TARGET);
            return;
        }
        RequestTarget target = RequestTarget.parse(row.get(0));
        assertThat(joined(target.segments())).isEqualTo(row.get(1));
        assertThat(
                        joined(
                                target.arguments().stream()
                                        .map(a -> a.name() + "=" + a.value())
                                        .toList()))
                .isEqualTo(row.get(2));
    }

    @Test
    void an_argument_is_found_by_its_exact_name_with_all_its_values() {
        RequestTarget target = RequestTarget.parse("/a?token=1&Token=2&token=%33");
        assertThat(target.argument("token")).containsExactly("1", "3");
        assertThat(target.argument("other")).isEmpty();
    }

    @Test
    void a_target_of_8193_characters_is_refused_and_one_of_8192_is_not() {
        String longest = "/a?x=" + "1".repeat(RequestTarget.MAX_LENGTH - 5);
        assertThat(RequestTarget.parse(longest).arguments()).hasSize(1);
        assertThatExceptionOfType(NotUnderstoodException.class)
                .isThrownBy(() -> RequestTarget.parse(longest + "1"));
    }

    @Test
    void the_message_of_a_refusal_repeats_nothing_of_the_request() {
        assertThatExceptionOfType(NotUnderstoodException.class)
                .isThrownBy(() -> RequestTarget.parse("/Doe^Jane"))
                .withMessage("the path has a character that no path here needs");
    }

    private static String joined(List<String> parts) {
        return parts.isEmpty() ? "(none)" : parts.stream().collect(Collectors.joining("|"));
    }
}
