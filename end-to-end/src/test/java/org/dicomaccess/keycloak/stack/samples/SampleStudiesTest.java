package org.dicomaccess.keycloak.stack.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleStudiesTest {

    private static final int MEGABYTE = 1_000_000;

    @Test
    void the_committed_files_are_what_the_generator_makes() throws Exception {
        Map<String, byte[]> generated = new SampleStudiesWriter().files();

        assertThat(committedFiles()).containsExactlyInAnyOrderElementsOf(generated.keySet());
        for (Map.Entry<String, byte[]> file : generated.entrySet()) {
            assertThat(folder().resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
    }

    @Test
    void all_files_together_are_smaller_than_a_megabyte() {
        int size =
                new SampleStudiesWriter()
                        .files().values().stream().mapToInt(file -> file.length).sum();

        assertThat(size).isLessThan(MEGABYTE);
    }

    @Test
    void no_two_studies_share_anything_but_the_patient() {
        List<String> fingerprints =
                SampleStudies.all().stream()
                        .flatMap(study -> study.fingerprints().stream())
                        .toList();

        assertThat(fingerprints).doesNotHaveDuplicates();
    }

    /** Or a search for the traces of one study would find another's. */
    @Test
    void no_studys_fingerprint_is_part_of_another_studys() {
        for (SampleStudy one : SampleStudies.all()) {
            for (SampleStudy other : SampleStudies.all()) {
                if (one != other) {
                    assertThat(one.fingerprints())
                            .noneMatch(
                                    mine -> other.fingerprints().stream().anyMatch(mine::contains));
                }
            }
        }
    }

    @Test
    void two_patients_have_two_studies_each() {
        assertThat(SampleStudies.all())
                .extracting(study -> study.patient().id())
                .containsExactly("DEMO-1001", "DEMO-1001", "DEMO-2002", "DEMO-2002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B", "C", "D"})
    void the_letter_drawn_in_an_image_can_be_read_back(String letter) {
        short[] pixels = new TestPattern(letter).draw(1, 1);
        List<Integer> brightness =
                TestPattern.probes().stream().map(point -> brightnessAt(pixels, point)).toList();

        assertThat(TestPattern.letterIn(brightness)).contains(letter);
    }

    @Test
    void a_black_image_shows_no_letter() {
        List<Integer> black = TestPattern.probes().stream().map(point -> 0).toList();

        assertThat(TestPattern.letterIn(black)).isEmpty();
    }

    /** The id another program computed for the same identifiers. */
    @Test
    void orthanc_ids_are_computed_as_orthanc_does() {
        assertThat(SampleStudies.A.orthancId())
                .isEqualTo("25d6eb76-2a7c9bab-9ba8a0bc-575496ac-557f755e");
    }

    private static int brightnessAt(short[] pixels, List<Double> point) {
        int x = (int) (point.get(0) * TestPattern.SIZE);
        int y = (int) (point.get(1) * TestPattern.SIZE);
        return pixels[y * TestPattern.SIZE + x] * 255 / TestPattern.WHITE;
    }

    private static List<String> committedFiles() throws IOException, URISyntaxException {
        Path folder = folder();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(
                        SampleStudies.class
                                .getResource(SampleStudies.FOLDER + "studies.json")
                                .toURI())
                .getParent();
    }
}
