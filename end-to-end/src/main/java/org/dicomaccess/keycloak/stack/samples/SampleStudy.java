package org.dicomaccess.keycloak.stack.samples;

import java.util.List;
import java.util.stream.Stream;

/**
 * One synthetic study.
 *
 * @param letter what is drawn large in each of its images
 * @param patient whose study it pretends to be
 * @param studyInstanceUid Study Instance UID (0020,000D)
 * @param accessionNumber Accession Number (0008,0050), unlike that of any other study
 * @param description Study Description (0008,1030), unlike that of any other study
 * @param date Study Date (0008,0020), eight digits
 * @param modality Modality (0008,0060), CT or MR
 * @param series its series, by number
 */
public record SampleStudy(
        String letter,
        SamplePatient patient,
        String studyInstanceUid,
        String accessionNumber,
        String description,
        String date,
        String modality,
        List<SampleSeries> series) {

    public SampleStudy {
        series = List.copyOf(series);
    }

    /** The name Orthanc gives this study in its own REST API. */
    public String orthancId() {
        return OrthancId.of(patient.id(), studyInstanceUid);
    }

    /** The name Orthanc gives this study's patient. */
    public String orthancPatientId() {
        return OrthancId.of(patient.id());
    }

    /** The name Orthanc gives one of this study's series. */
    public String orthancId(SampleSeries one) {
        return OrthancId.of(patient.id(), studyInstanceUid, one.seriesInstanceUid());
    }

    /** The name Orthanc gives one of this study's instances. */
    public String orthancId(SampleSeries one, SampleInstance instance) {
        return OrthancId.of(
                patient.id(), studyInstanceUid, one.seriesInstanceUid(), instance.sopInstanceUid());
    }

    /** Every file of the study, relative to the folder of the samples. */
    public List<String> files() {
        return series.stream()
                .flatMap(one -> one.instances().stream())
                .map(SampleInstance::file)
                .toList();
    }

    /**
     * What nobody may see of this study without a grant: its UIDs, its ids in Orthanc, its
     * accession number and its description. The patient is left out, since two studies share one.
     */
    public List<String> fingerprints() {
        Stream<String> ofStudy =
                Stream.of(studyInstanceUid, orthancId(), accessionNumber, description);
        Stream<String> ofSeries =
                series.stream().flatMap(one -> Stream.of(one.seriesInstanceUid(), orthancId(one)));
        Stream<String> ofInstances =
                series.stream()
                        .flatMap(
                                one ->
                                        one.instances().stream()
                                                .flatMap(
                                                        instance ->
                                                                Stream.of(
                                                                        instance.sopInstanceUid(),
                                                                        orthancId(one, instance))));
        return Stream.of(ofStudy, ofSeries, ofInstances).flatMap(values -> values).toList();
    }
}
