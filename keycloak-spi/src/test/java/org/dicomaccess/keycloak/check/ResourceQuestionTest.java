package org.dicomaccess.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.dicom.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceQuestionTest {

    private static final Duration VALIDITY = Duration.ofSeconds(15);

    static List<List<String>> questions() {
        return Table.read(ResourceQuestionTest.class, "resource-questions.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void a_question_about_a_resource_is_answered(List<String> row) {
        Grant grant =
                new Grant(
                        "orthanc",
                        all(row.get(0), ResourceQuestionTest::uid),
                        all(row.get(1), OrthancId::new),
                        all(row.get(2), code -> Action.ofCode(code).orElseThrow()),
                        SampleStudies.NOW,
                        SampleStudies.NOW.plusSeconds(3600));
        ResourceQuestion question =
                new ResourceQuestion(
                        ResourceLevel.ofCode(row.get(3)).orElseThrow(),
                        ResourceMethod.ofCode(row.get(4)).orElseThrow(),
                        all(row.get(5), ResourceQuestionTest::uid).stream().findFirst(),
                        all(row.get(6), OrthancId::new).stream().findFirst());
        Decision expected =
                Action.ofCode(row.get(7))
                        .<Decision>map(a -> new Decision.Granted(a, VALIDITY, Optional.empty()))
                        .orElseGet(() -> new Decision.Refused(reason(row.get(7))));
        assertThat(Check.decide(question, grant, SampleStudies.NOW, VALIDITY))
                .as(row.get(8))
                .isEqualTo(expected);
    }

    @Test
    void the_words_of_the_wire_are_exact() {
        assertThat(ResourceLevel.ofCode("study")).contains(ResourceLevel.STUDY);
        assertThat(ResourceLevel.ofCode("Study")).isEmpty();
        assertThat(ResourceLevel.ofCode("frame")).isEmpty();
        assertThat(ResourceMethod.ofCode("delete")).contains(ResourceMethod.DELETE);
        assertThat(ResourceMethod.ofCode("GET")).isEmpty();
        assertThat(ResourceMethod.ofCode("patch")).isEmpty();
    }

    private static Reason reason(String code) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static StudyInstanceUid uid(String letters) {
        return new StudyInstanceUid(letters.replace("A", "1.2.3").replace("B", "1.2.4"));
    }

    private static <T> Set<T> all(String list, Function<String, T> one) {
        return list.isEmpty()
                ? Set.of()
                : Arrays.stream(list.split(",", -1)).map(one).collect(Collectors.toSet());
    }
}
