package org.dicomaccess.keycloak.stack.samples;

import java.util.List;
import java.util.stream.IntStream;

/** The four studies: A and B of one patient, C and D of another. */
public final class SampleStudies {

    /** Of the first patient. */
    public static final SampleStudy A;

    /** Of the first patient too: the prior of {@link #A}. */
    public static final SampleStudy B;

    /** Of the second patient. */
    public static final SampleStudy C;

    /** Of the second patient too: the prior of {@link #C}. */
    public static final SampleStudy D;

    /** Where the files lie on the class path. */
    public static final String FOLDER = "/sample-studies/";

    private static final String UID_ROOT = "1.2.826.0.1.3680043.10.1337";
    private static final int SERIES_PER_STUDY = 2;
    private static final int IMAGES_PER_SERIES = 2;

    static {
        SamplePatient alder = new SamplePatient("DEMO-1001", "Alder^Amelia", "F");
        SamplePatient birch = new SamplePatient("DEMO-2002", "Birch^Bruno", "M");
        A = study("A", alder, 101, "ACC-A-5171", "Anvil sample study", "20260301", "CT");
        B = study("B", alder, 102, "ACC-B-6282", "Bridge sample study", "20250214", "MR");
        C = study("C", birch, 203, "ACC-C-7393", "Castle sample study", "20260112", "CT");
        D = study("D", birch, 204, "ACC-D-8404", "Drum sample study", "20241105", "MR");
    }

    private SampleStudies() {}

    /** All four, in the order of their letters. */
    public static List<SampleStudy> all() {
        return List.of(A, B, C, D);
    }

    private static SampleStudy study(
            String letter,
            SamplePatient patient,
            int branch,
            String accessionNumber,
            String description,
            String date,
            String modality) {
        List<SampleSeries> series =
                IntStream.rangeClosed(1, SERIES_PER_STUDY)
                        .mapToObj(number -> series(letter, branch, number))
                        .toList();
        return new SampleStudy(
                letter,
                patient,
                UID_ROOT + "." + branch,
                accessionNumber,
                description,
                date,
                modality,
                series);
    }

    private static SampleSeries series(String letter, int branch, int number) {
        String uid = UID_ROOT + "." + branch + "." + number;
        List<SampleInstance> instances =
                IntStream.rangeClosed(1, IMAGES_PER_SERIES)
                        .mapToObj(
                                image ->
                                        new SampleInstance(
                                                uid + "." + image,
                                                image,
                                                "%s/series-%d-image-%d.dcm"
                                                        .formatted(letter, number, image)))
                        .toList();
        return new SampleSeries(uid, number, "Series %s%d".formatted(letter, number), instances);
    }
}
