package org.dicomaccess.keycloak.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.TestTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SearchAnswerTest {
    private static final StudyInstanceUid STUDY = new StudyInstanceUid("1.2.3");

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void a_study_is_found_by_its_uid_and_described(String what, String body, String found) {
        assertThat(read(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(found);
    }

    static Stream<Arguments> answers() {
        return TestTable.of(SearchAnswerTest.class, "search-answers.tsv");
    }

    @Test
    void a_badly_stored_name_hides_no_study() {
        String body =
                "[{\"0020000D\": {\"Value\": [\"1.2.3\"]},"
                        + " \"00100010\": {\"Value\": [{\"Alphabetic\": \"Müller^Anna\"}]}}]";

        assertThat(read(body.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("M\uFFFDller Anna|-|-|-|[]");
    }

    @Test
    void a_found_study_has_its_uid_and_orthancs_identifier() throws SearchAnswer.Malformed {
        String body =
                "[{\"0020000D\": {\"Value\": [\"1.2.826.0.1.3680043.10.1337.101\"]},"
                        + " \"00100020\": {\"Value\": [\"DEMO-1001\"]}}]";
        StudyInstanceUid uid = new StudyInstanceUid("1.2.826.0.1.3680043.10.1337.101");

        FoundStudy found =
                SearchAnswer.study(body.getBytes(StandardCharsets.UTF_8), uid).orElseThrow();

        assertThat(found.uid()).isEqualTo(uid);
        assertThat(found.orthancId()).hasToString("25d6eb76-2a7c9bab-9ba8a0bc-575496ac-557f755e");
    }

    private static String read(byte[] body) {
        try {
            return SearchAnswer.study(body, STUDY)
                    .map(SearchAnswerTest::described)
                    .orElse("not found");
        } catch (SearchAnswer.Malformed e) {
            return e.getMessage();
        }
    }

    static String described(FoundStudy study) {
        return Stream.of(study.patientName(), study.birthDate(), study.date(), study.description())
                        .map(value -> (Optional<?>) value)
                        .map(value -> value.isPresent() ? value.get().toString() : "-")
                        .collect(Collectors.joining("|"))
                + "|"
                + study.modalities();
    }
}
