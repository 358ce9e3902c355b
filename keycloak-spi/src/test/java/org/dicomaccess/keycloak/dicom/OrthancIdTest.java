package org.dicomaccess.keycloak.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrthancIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6b9e19d9-62094390-5f9ddb01-4a191ae7-9766b715",
                "ABC",
                "-",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void plain_texts_are_identifiers(String text) {
        assertThat(new OrthancId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "..",
                "a.b",
                "a_b",
                "a%41",
                "ä",
                "a\n",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void anything_else_is_refused_without_repeating_it(String text) {
        assertThatExceptionOfType(InvalidOrthancIdException.class)
                .isThrownBy(() -> new OrthancId(text))
                .withMessageMatching("Orthanc identifier( '[0-9._-]*…?')? is not made of .*");
    }

    @ParameterizedTest
    @MethodSource("studies")
    void a_study_has_the_identifier_that_orthanc_gives_it(
            String patientId, String study, String orthancId) {
        assertThat(OrthancId.ofStudy(patientId, new StudyInstanceUid(study)))
                .hasToString(orthancId);
    }

    static Stream<Arguments> studies() {
        return Table.read(OrthancIdTest.class, "orthanc-ids.tsv").stream()
                .map(row -> Arguments.of(row.toArray()));
    }
}
