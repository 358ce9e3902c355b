package org.dicomaccess.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody may do who holds several grants at once. */
class SeveralGrantsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-01-01T01:00:00Z");
    private static final String STUDIES = "/orthanc/dicom-web/studies";

    /** A grant is written as studies, a colon, and actions: {@code 1.2+1.3:read+download}. */
    @ParameterizedTest
    @CsvSource({
        "1.2:read | 1.3:read, GET, '', ?StudyInstanceUID=1.2%2C1.3",
        "1.2:read | 1.3:read, GET, ?StudyInstanceUID=1.3%2C1.4, ?StudyInstanceUID=1.3",
        "1.2:read | 1.3:read, GET, ?StudyInstanceUID=1.4, study_not_granted",
        "1.2:read | 1.3:read, GET, /1.3/series, /1.3/series",
        "1.2:read | 1.3:read, GET, /1.4/series, study_not_granted",
        // One grant's action is never the other's.
        "1.2:read | 1.3:download, GET, '', ?StudyInstanceUID=1.2",
        "1.2:read | 1.3:download, GET, /1.3, /1.3",
        "1.2:read | 1.3:download, GET, /1.2, action_not_granted",
        "1.2:read | 1.3:download, GET, /1.3/series, action_not_granted",
        "1.2:read | 1.3:download, GET, /1.4, study_not_granted",
        "1.2:read | 1.2:upload, POST, /1.2, /1.2",
        "1.2:read | 1.2:upload, GET, /1.2, action_not_granted",
        // Every study for one action, some for another.
        "*:read | 1.3:download, GET, '', ''",
        "*:read | 1.3:download, GET, ?StudyInstanceUID=1.9, ?StudyInstanceUID=1.9",
        "*:read | 1.3:download, GET, /1.9/series, /1.9/series",
        "*:read | 1.3:download, GET, /1.3, /1.3",
        "*:read | 1.3:download, GET, /1.9, action_not_granted",
        "*:download | 1.3:read, GET, '', ?StudyInstanceUID=1.3",
        "*:read | 1.3:read, DELETE, /1.3, method_not_granted",
        "*:read | 1.3:read, GET, ?x=1, query_not_understood",
    })
    void a_search_finds_what_all_open_together_and_each_keeps_its_actions(
            String grants, String method, String asked, String answer) {
        Decision decision =
                Check.decide(
                        new DicomWebCall(
                                method, STUDIES + asked.replace("%2C", ","), SampleStudies.ROOTS),
                        Arrays.stream(grants.split(" \\| ")).map(text -> grant(text, END)).toList(),
                        START,
                        Duration.ofSeconds(15));
        if (decision instanceof Decision.Granted granted) {
            assertThat(granted.target())
                    .contains("/dicom-web/studies" + answer.replace("%2C", ","));
        } else {
            assertThat(decision.reason().code()).isEqualTo(answer);
        }
    }

    @Test
    void an_answer_of_several_grants_ends_with_the_first_of_them() {
        DicomWebCall search = new DicomWebCall("GET", STUDIES, SampleStudies.ROOTS);
        List<Grant> grants =
                List.of(grant("1.2:read", END), grant("1.3:read", START.plusSeconds(4)));

        Decision decision = Check.decide(search, grants, START, Duration.ofSeconds(15));

        assertThat(((Decision.Granted) decision).validity()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void whoever_holds_no_grant_opens_no_study() {
        DicomWebCall search = new DicomWebCall("GET", STUDIES, SampleStudies.ROOTS);

        assertThat(Check.decide(search, List.of(), START, Duration.ofSeconds(15)))
                .isEqualTo(new Decision.Refused(Reason.STUDY_NOT_GRANTED));
    }

    private static Grant grant(String text, Instant end) {
        String[] parts = text.split(":");
        Set<Action> actions =
                Arrays.stream(parts[1].split("\\+"))
                        .map(code -> Action.ofCode(code).orElseThrow())
                        .collect(Collectors.toSet());
        if (parts[0].equals("*")) {
            return Grant.ofEveryStudy("orthanc", actions, START, end);
        }
        Set<StudyInstanceUid> studies =
                Arrays.stream(parts[0].split("\\+"))
                        .map(StudyInstanceUid::new)
                        .collect(Collectors.toSet());
        return new Grant("orthanc", studies, Set.of(), actions, START, end);
    }
}
