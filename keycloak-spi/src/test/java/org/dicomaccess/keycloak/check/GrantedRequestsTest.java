package org.dicomaccess.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrantedRequestsTest {

    static List<List<String>> requests() {
        return Table.read(GrantedRequestsTest.class, "granted-requests.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_request_for_the_granted_study_is_forwarded_in_its_canonical_form(List<String> row) {
        assertThat(decide(row, actions(row.get(0))))
                .isEqualTo(
                        new Decision.Granted(
                                action(row.get(3)),
                                Duration.ofSeconds(15),
                                Optional.of(SampleStudies.filled(row.get(4)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void no_other_action_opens_it(List<String> row) {
        Set<Action> others = EnumSet.complementOf(EnumSet.of(action(row.get(3))));
        assertThat(decide(row, others)).isEqualTo(new Decision.Refused(Reason.ACTION_NOT_GRANTED));
    }

    private static Decision decide(List<String> row, Set<Action> actions) {
        return Check.decide(
                new DicomWebCall(row.get(1), SampleStudies.filled(row.get(2)), SampleStudies.ROOTS),
                SampleStudies.grantOfA(actions),
                SampleStudies.NOW,
                Duration.ofSeconds(15));
    }

    private static Set<Action> actions(String codes) {
        return Arrays.stream(codes.split(",", -1))
                .map(GrantedRequestsTest::action)
                .collect(Collectors.toSet());
    }

    private static Action action(String code) {
        return Action.ofCode(code).orElseThrow();
    }
}
