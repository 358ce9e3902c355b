package org.dicomaccess.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-01-01T01:00:00Z");
    private static final Grant GRANT =
            new Grant(
                    "orthanc", Set.of(SampleStudies.A), Set.of(), Set.of(Action.READ), START, END);
    private static final CheckRequest READ =
            new ResourceQuestion(
                    ResourceLevel.STUDY,
                    ResourceMethod.GET,
                    Optional.of(SampleStudies.A),
                    Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T23:59:54.999Z, token_not_yet_valid",
        "2025-12-31T23:59:55Z, granted",
        "2026-01-01T00:00:00Z, granted",
        "2026-01-01T00:59:59.999Z, granted",
        "2026-01-01T01:00:00Z, token_expired",
        "2027-01-01T00:00:00Z, token_expired",
    })
    void a_grant_begins_with_five_seconds_of_leeway_and_ends_with_none(Instant now, String code) {
        assertThat(decide(now, 15).reason().code()).isEqualTo(code);
        assertThat(Check.refusedAt(GRANT, now).map(Reason::code).orElse("granted")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:30:00Z, 15, 15",
        "2026-01-01T00:59:45Z, 15, 15",
        "2026-01-01T00:59:45.001Z, 15, 14",
        "2026-01-01T00:59:58Z, 15, 2",
        "2026-01-01T00:59:59.001Z, 15, 0",
        "2026-01-01T00:30:00Z, 0, 0",
        "2026-01-01T00:30:00Z, -3, 0",
        "2026-01-01T00:30:00Z, 86400, 1800",
    })
    void an_answer_is_never_reused_past_the_end_of_the_grant(
            Instant now, long validity, long reusable) {
        assertThat(decide(now, validity))
                .isEqualTo(
                        new Decision.Granted(
                                Action.READ, Duration.ofSeconds(reusable), Optional.empty()));
    }

    @Test
    void an_expired_grant_is_the_reason_before_anything_else() {
        DicomWebCall nonsense = new DicomWebCall("DELETE", "//", SampleStudies.ROOTS);
        assertThat(Check.decide(nonsense, GRANT, END, Duration.ZERO))
                .isEqualTo(new Decision.Refused(Reason.TOKEN_EXPIRED));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, //, request_not_understood",
        "GET, /orthanc/dicom-web/studies?StudyInstanceUID=%, request_not_understood",
        "DELETE, /orthanc/dicom-web/studies, method_not_granted",
        "POST, /orthanc/dicom-web/studies, method_not_granted",
        "GET, /elsewhere, path_not_granted",
        "GET, /orthanc/patients, path_not_granted",
        "GET, /orthanc/dicom-web/studies/x/series, path_not_granted",
        "GET, /orthanc/dicom-web/studies?x=1, query_not_understood",
        "GET, /orthanc/dicom-web/studies/1.2/series, study_not_granted",
        "GET, /orthanc/dicom-web/studies?StudyInstanceUID=1.2, study_not_granted",
        "GET, /orthanc/dicom-web/studies/2.25.1001, action_not_granted",
    })
    void a_refused_call_names_the_first_part_that_was_not_granted(
            String method, String target, String code) {
        Decision decision =
                Check.decide(
                        new DicomWebCall(method, target, SampleStudies.ROOTS),
                        GRANT,
                        START,
                        Duration.ofSeconds(15));
        assertThat(decision.granted()).isFalse();
        assertThat(decision.reason().code()).isEqualTo(code);
    }

    @Test
    void a_refusal_needs_a_reason_to_refuse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Decision.Refused(Reason.GRANTED))
                .withMessageContaining("reason");
    }

    @Test
    void the_reasons_are_a_closed_list() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::code))
                .containsExactly(
                        "granted",
                        "token_missing",
                        "token_invalid",
                        "token_expired",
                        "token_revoked",
                        "share_ended",
                        "unavailable",
                        "token_not_yet_valid",
                        "token_ambiguous",
                        "request_not_understood",
                        "method_not_granted",
                        "path_not_granted",
                        "level_not_granted",
                        "study_not_granted",
                        "labels_not_known",
                        "action_not_granted",
                        "query_not_understood",
                        "rewrite_needed",
                        "server_not_matched");
    }

    private static Decision decide(Instant now, long validity) {
        return Check.decide(READ, GRANT, now, Duration.ofSeconds(validity));
    }
}
