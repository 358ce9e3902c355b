package org.dicomaccess.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.RequestTarget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongRequestsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/studies/{A}/series/{A.series}/instances/{A.instance}/frames/1 | ,1 |"
                        + " path_not_granted",
                "/studies/{A}/series/{A.series}/instances/{A.instance}/frames/1 | 1 |"
                        + " path_not_granted",
                "/studies/{A}/series/{A.series}/instances/{A.instance}/bulk | /1 |"
                        + " path_not_granted",
                "/studies/{A}/metadata?includefield=all | ,all | granted",
                "/studies/{A}/metadata?includefield=all | &includefield=all | granted",
                "/studies?StudyInstanceUID={A} | ,{B} | granted",
                "/studies?StudyInstanceUID={B} | ,{B} | study_not_granted",
                "/studies?PatientName=x | x | query_not_understood",
                "/studies?PatientName=x | %C3%A9 | query_not_understood",
                "/studies?token=x | &token=x | granted",
                "/studies | /x | path_not_granted",
                "/studies | /.. | request_not_understood",
            })
    void a_request_that_fills_the_longest_target_is_decided_like_any_other(
            String start, String more, String code) {
        StringBuilder target =
                new StringBuilder("/orthanc/dicom-web").append(SampleStudies.filled(start));
        String piece = SampleStudies.filled(more);
        while (target.length() + piece.length() <= RequestTarget.MAX_LENGTH) {
            target.append(piece);
        }
        assertThat(decide(target.toString()).reason().code()).isEqualTo(code);
        while (target.length() <= RequestTarget.MAX_LENGTH) {
            target.append('x');
        }
        assertThat(decide(target.toString()).reason()).isEqualTo(Reason.REQUEST_NOT_UNDERSTOOD);
    }

    private static Decision decide(String target) {
        return Check.decide(
                new DicomWebCall("GET", target, SampleStudies.ROOTS),
                SampleStudies.grantOfA(Set.of(Action.READ)),
                SampleStudies.NOW,
                Duration.ofSeconds(15));
    }
}
