package org.dicomaccess.keycloak.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.details.StudyDetail;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.TestTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked for is never wider than what is held. */
class ReachTest {
    @ParameterizedTest(name = "held {0}, asked {1}: {2}")
    @MethodSource("table")
    void every_action_on_every_study_has_to_be_held(String held, String asked, boolean granted) {
        List<Grant> grants =
                parts(held).stream()
                        .map(
                                part ->
                                        new Grant(
                                                "orthanc",
                                                studies(part),
                                                Set.of(),
                                                actions(part),
                                                Instant.EPOCH,
                                                Instant.MAX))
                        .toList();
        List<StudyDetail> details =
                parts(asked).stream()
                        .map(part -> new StudyDetail(studies(part), actions(part), Set.of()))
                        .toList();

        Throwable refused = catchThrowable(() -> Reach.require(details, grants));

        assertThat(refused == null).isEqualTo(granted);
        if (refused != null) {
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            ExchangeRefusedException.class,
                            e -> assertThat(e.refusal().error()).isEqualTo("access_denied"));
        }
    }

    static Stream<Arguments> table() {
        return TestTable.of(ReachTest.class, "reach.tsv");
    }

    private static List<String> parts(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
    }

    private static Set<StudyInstanceUid> studies(String part) {
        return part.substring(0, part.indexOf(':'))
                .chars()
                .mapToObj(letter -> new StudyInstanceUid("2.25." + letter))
                .collect(Collectors.toSet());
    }

    private static Set<Action> actions(String part) {
        List<Action> actions = new ArrayList<>();
        for (char code : part.substring(part.indexOf(':') + 1).toCharArray()) {
            actions.add(code == 'r' ? Action.READ : Action.DOWNLOAD);
        }
        return Set.copyOf(actions);
    }
}
