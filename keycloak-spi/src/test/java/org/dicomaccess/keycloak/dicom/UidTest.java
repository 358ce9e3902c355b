package org.dicomaccess.keycloak.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class UidTest {

    private static final List<Function<String, Record>> KINDS =
            List.of(StudyInstanceUid::new, SeriesInstanceUid::new, SopInstanceUid::new);

    @ParameterizedTest
    @CsvFileSource(
            resources = "uids.csv",
            numLinesToSkip = 1,
            ignoreLeadingAndTrailingWhitespace = false)
    void every_kind_of_uid_keeps_the_rule(String text, String verdict) {
        for (Function<String, Record> kind : KINDS) {
            if (verdict.equals("VALID")) {
                assertThat(kind.apply(text)).hasToString(text);
            } else {
                assertThatExceptionOfType(InvalidUidException.class)
                        .isThrownBy(() -> kind.apply(text))
                        .extracting(InvalidUidException::reason)
                        .hasToString(verdict);
            }
        }
    }

    @Test
    void a_study_uid_of_65_characters_is_refused_and_one_of_64_is_not() {
        String longest = "1.".repeat(31) + "22";
        assertThat(new StudyInstanceUid(longest).value()).hasSize(64);
        assertThatThrownBy(() -> new StudyInstanceUid(longest + "2"))
                .hasMessage("StudyInstanceUID '1.1.1.1.1.1.1.1.…' has more than 64 characters");
    }

    @Test
    void the_message_repeats_nothing_that_could_be_markup_or_a_name() {
        assertThatThrownBy(() -> new SeriesInstanceUid("<b>Doe^Jane\r\n</b>"))
                .hasMessage(
                        "SeriesInstanceUID '________________…' holds something else than digits and"
                                + " dots");
        assertThatThrownBy(() -> new SopInstanceUid("1.2a"))
                .hasMessage("SOPInstanceUID '1.2_' holds something else than digits and dots");
        assertThatThrownBy(() -> new StudyInstanceUid("")).hasMessage("StudyInstanceUID is empty");
    }
}
