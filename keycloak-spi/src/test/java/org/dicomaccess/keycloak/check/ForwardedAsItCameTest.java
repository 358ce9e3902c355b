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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls through a gateway that forwards what its caller sent. */
class ForwardedAsItCameTest {

    private static final String PUBLIC_ROOT = "/orthanc";

    static List<List<String>> granted() {
        return Table.read(ForwardedAsItCameTest.class, "granted-requests.tsv");
    }

    static List<List<String>> hostile() {
        return Table.read(ForwardedAsItCameTest.class, "hostile-requests.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("granted")
    void a_call_is_granted_when_its_target_would_be_its_own(List<String> row) {
        String target = SampleStudies.filled(row.get(2));
        String forwarded = PUBLIC_ROOT + SampleStudies.filled(row.get(4));

        Decision decision = decide(row.get(1), target, actions(row.get(0)));

        if (target.equals(forwarded)) {
            assertThat(decision)
                    .isEqualTo(
                            new Decision.Granted(
                                    action(row.get(3)), Duration.ofSeconds(15), Optional.empty()));
        } else {
            assertThat(decision).isEqualTo(new Decision.Refused(Reason.REWRITE_NEEDED));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void nothing_is_granted_that_any_server_reads_as_more_than_the_granted_study(List<String> row) {
        String target = SampleStudies.filled(row.get(1));

        Decision decision = decide(row.get(0), target, Set.of(Action.READ));

        if (row.get(2).equals("refused")) {
            assertThat(decision.granted()).as(row.get(3)).isFalse();
        }
        if (decision.granted()) {
            assertThat(ForwardedTarget.studiesGivenAway(target.substring(PUBLIC_ROOT.length())))
                    .as(row.get(3))
                    .isSubsetOf(SampleStudies.A.value(), SampleStudies.A_ORTHANC.value());
        }
    }

    @Test
    void a_search_of_two_grants_has_to_name_what_both_open() {
        String both = "StudyInstanceUID=2.25.1001,2.25.1002";

        assertThat(searchOfTwo("?" + both).granted()).isTrue();
        assertThat(searchOfTwo("?StudyInstanceUID=2.25.1002").granted()).isTrue();
        assertThat(searchOfTwo("").reason()).isEqualTo(Reason.REWRITE_NEEDED);
        assertThat(searchOfTwo("?" + both + ",2.25.10012").reason())
                .isEqualTo(Reason.REWRITE_NEEDED);
    }

    private static Decision searchOfTwo(String query) {
        return Check.decide(
                call("GET", "/orthanc/dicom-web/studies" + query),
                List.of(
                        SampleStudies.grantOfA(Set.of(Action.READ)),
                        SampleStudies.grantOf("{C}", Set.of(Action.READ))),
                SampleStudies.NOW,
                Duration.ofSeconds(15));
    }

    private static Decision decide(String method, String target, Set<Action> actions) {
        return Check.decide(
                call(method, target),
                SampleStudies.grantOfA(actions),
                SampleStudies.NOW,
                Duration.ofSeconds(15));
    }

    private static DicomWebCall call(String method, String target) {
        return new DicomWebCall(method, target, SampleStudies.ROOTS, Forwarding.AS_IT_CAME);
    }

    private static Set<Action> actions(String codes) {
        return Arrays.stream(codes.split(",", -1))
                .map(ForwardedAsItCameTest::action)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Action.class)));
    }

    private static Action action(String code) {
        return Action.ofCode(code).orElseThrow();
    }
}
