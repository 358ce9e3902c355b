package org.dicomaccess.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileRequestsTest {

    static List<List<String>> requests() {
        return Table.read(HostileRequestsTest.class, "hostile-requests.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_hostile_request_is_refused_or_narrowed(List<String> row) {
        String method = row.get(0);
        String target = SampleStudies.filled(row.get(1));
        Decision decision =
                Check.decide(
                        new DicomWebCall(method, target, SampleStudies.ROOTS),
                        SampleStudies.grantOfA(Set.of(Action.READ)),
                        SampleStudies.NOW,
                        Duration.ofSeconds(15));
        if (row.get(2).equals("refused")) {
            assertThat(decision.granted()).as(row.get(3)).isFalse();
            return;
        }
        assertThat(decision).as(row.get(3)).isInstanceOf(Decision.Granted.class);
        Decision.Granted granted = (Decision.Granted) decision;
        String forwarded = granted.target().orElseThrow();
        assertThat(granted.action()).isEqualTo(Action.READ);
        assertThat(ForwardedTarget.studiesGivenAway(forwarded))
                .isSubsetOf(SampleStudies.A.value(), SampleStudies.A_ORTHANC.value());
        assertThat(forwarded.split("[^0-9.]+"))
                .doesNotContain(SampleStudies.filled("{B}"))
                .doesNotContain(SampleStudies.filled("{C}"))
                .doesNotContain(SampleStudies.filled("{D}"));
        String narrowed = "\\?StudyInstanceUID=" + SampleStudies.A.value() + "(&.*)?";
        assertThat(forwarded.matches("/dicom-web/(studies|series|instances)" + narrowed))
                .isEqualTo(row.get(2).equals("narrowed"));
    }

    @Test
    void the_table_is_long_without_repeating_itself_and_every_row_is_complete() {
        List<List<String>> requests = requests();
        assertThat(requests).hasSizeGreaterThanOrEqualTo(180);
        assertThat(new HashSet<>(requests.stream().map(row -> row.subList(0, 2)).toList()))
                .hasSameSizeAs(requests);
        assertThat(requests)
                .allSatisfy(
                        row -> {
                            assertThat(row).hasSize(4);
                            assertThat(row.get(2)).isIn("refused", "narrowed", "granted");
                            assertThat(row.get(3)).isNotBlank();
                            assertThat(SampleStudies.filled(row.get(1)))
                                    .doesNotContain("{")
                                    .doesNotContain("}");
                        });
    }
}
