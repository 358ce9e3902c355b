package org.dicomaccess.keycloak.endtoend;

import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/** What a link to {@link SampleStudies#A} must not tell: B, C and D, and the patient of C and D. */
final class OtherStudies {

    private static final List<String> FINGERPRINTS =
            Stream.concat(
                            Stream.of(SampleStudies.B, SampleStudies.C, SampleStudies.D)
                                    .map(SampleStudy::fingerprints)
                                    .flatMap(List::stream),
                            Stream.of(
                                    SampleStudies.C.patient().id(),
                                    SampleStudies.C.patient().name(),
                                    SampleStudies.C.orthancPatientId()))
                    .toList();

    private OtherStudies() {}

    /** Which UIDs, ids and names of the other studies stand in a text. */
    static List<String> namedIn(String text) {
        return FINGERPRINTS.stream().filter(text::contains).toList();
    }
}
