package org.dicomaccess.keycloak.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QidoSearchTest {

    private static final ServerRoots ROOTS =
            new ServerRoots(
                    new PathMapping("/public", "/behind"),
                    new PathMapping("/rest", "/"),
                    new PathMapping("/wado", "/wado"));

    static List<List<String>> narrowing() {
        return Table.read(QidoSearchTest.class, "narrowing.tsv");
    }

    @ParameterizedTest
    @MethodSource("narrowing")
    void a_search_is_narrowed_to_granted_studies(List<String> row) {
        String query = withUids(row.get(1));
        Grant grant = grant(row.get(0));
        for (String level : QidoSearch.LEVELS) {
            String target = "/public/" + level + (query.isEmpty() ? "" : "?" + query);
            switch (row.get(2)) {
                case "(not understood)" ->
                        assertThatExceptionOfType(NotUnderstoodException.class)
                                .isThrownBy(() -> search(target))
                                .matches(e -> e.part() == NotUnderstoodException.Part.QUERY);
                case "(not granted)" -> assertThat(search(target).targetFor(grant)).isEmpty();
                case "(as it is)" ->
                        assertThat(search(target).targetFor(grant)).contains("/behind/" + level);
                default ->
                        assertThat(search(target).targetFor(grant))
                                .contains("/behind/" + level + "?" + withUids(row.get(2)));
            }
        }
    }

    @Test
    void a_value_of_257_characters_is_refused_and_one_of_256_is_not() {
        String longest = "/public/studies?PatientName=" + "x".repeat(256);
        assertThat(search(longest).targetFor(grant("A"))).isPresent();
        assertThatExceptionOfType(NotUnderstoodException.class)
                .isThrownBy(() -> search(longest + "x"));
    }

    private static DicomWebRequest search(String target) {
        return DicomWebRequest.of("GET", RequestTarget.parse(target), ROOTS);
    }

    /** In the table, one capital letter stands for one UID. */
    private static String withUids(String text) {
        return text.replaceAll("(?<=[=,])A\\b(?![\\^%])", "1.2.3")
                .replaceAll("(?<=[=,])B\\b", "1.2.3.4")
                .replaceAll("(?<=[=,])C\\b", "1.2")
                .replaceAll("(?<=[=,])S\\b", "1.5")
                .replaceAll("(?<=[=,])T\\b", "1.6");
    }

    private static Grant grant(String studies) {
        if (studies.equals("(every)")) {
            return Grant.ofEveryStudy("orthanc", Set.of(Action.READ), Instant.EPOCH, Instant.MAX);
        }
        boolean none = studies.equals("(none)");
        Set<StudyInstanceUid> uids =
                Arrays.stream(none ? new String[0] : studies.split(",", -1))
                        .map(letter -> withUids("=" + letter).substring(1))
                        .map(StudyInstanceUid::new)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Grant(
                "orthanc",
                uids,
                none ? Set.of(new OrthancId("x")) : Set.of(),
                Set.of(Action.READ),
                Instant.EPOCH,
                Instant.MAX);
    }
}
