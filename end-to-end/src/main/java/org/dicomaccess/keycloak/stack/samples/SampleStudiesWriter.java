package org.dicomaccess.keycloak.stack.samples;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the committed files: the images, and {@code studies.json} that lists them. */
public final class SampleStudiesWriter {

    private static final Map<String, String> SOP_CLASSES =
            Map.of("CT", "1.2.840.10008.5.1.4.1.1.2", "MR", "1.2.840.10008.5.1.4.1.1.4");

    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * Writes them.
     *
     * @param arguments the folder to write to
     * @throws IOException when it cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (Map.Entry<String, byte[]> file : new SampleStudiesWriter().files().entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    /** Every file by its path: always the same bytes. */
    public SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (SampleStudy study : SampleStudies.all()) {
            for (SampleSeries series : study.series()) {
                for (SampleInstance instance : series.instances()) {
                    files.put(instance.file(), image(study, series, instance));
                }
            }
        }
        files.put("studies.json", list());
        return files;
    }

    private static byte[] image(SampleStudy study, SampleSeries series, SampleInstance instance) {
        String sopClass = SOP_CLASSES.getOrDefault(study.modality(), "");
        DicomFile file = new DicomFile(sopClass, instance.sopInstanceUid());
        describePatientAndStudy(file, study);
        describeSeries(file, study, series);
        describePixels(file, instance);
        return file.pixels(new TestPattern(study.letter()).draw(series.number(), instance.number()))
                .bytes();
    }

    private static void describePatientAndStudy(DicomFile file, SampleStudy study) {
        file.text(0x00080020, "DA", study.date())
                .text(0x00080030, "TM", "120000")
                .text(0x00080050, "SH", study.accessionNumber())
                .text(0x00080090, "PN", "")
                .text(0x00081030, "LO", study.description())
                .text(0x00100010, "PN", study.patient().name())
                .text(0x00100020, "LO", study.patient().id())
                .text(0x00100030, "DA", "19700101")
                .text(0x00100040, "CS", study.patient().sex())
                .uid(0x0020000D, study.studyInstanceUid())
                .text(0x00200010, "SH", study.letter());
    }

    private static void describeSeries(DicomFile file, SampleStudy study, SampleSeries series) {
        file.text(0x00080060, "CS", study.modality())
                .text(0x00080070, "LO", "Synthetic")
                .text(0x0008103E, "LO", series.description())
                .text(0x00185100, "CS", "HFS")
                .uid(0x0020000E, series.seriesInstanceUid())
                .text(0x00200011, "IS", Integer.toString(series.number()))
                // One per series, so that no viewer takes two series for one volume.
                .uid(0x00200052, series.seriesInstanceUid() + ".99")
                .text(0x00201040, "LO", "");
    }

    private static void describePixels(DicomFile file, SampleInstance instance) {
        int millimetres = instance.number() - 1;
        file.text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
                .text(0x00180050, "DS", "1")
                .text(0x00200013, "IS", Integer.toString(instance.number()))
                .text(0x00200032, "DS", "0\\0\\" + millimetres)
                .text(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
                .number(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, TestPattern.SIZE)
                .number(0x00280011, TestPattern.SIZE)
                .text(0x00280030, "DS", "1\\1")
                .number(0x00280100, 16)
                .number(0x00280101, 12)
                .number(0x00280102, 11)
                .number(0x00280103, 0)
                .text(0x00281050, "DS", "2048")
                .text(0x00281051, "DS", "4096")
                .text(0x00281052, "DS", "0")
                .text(0x00281053, "DS", "1");
    }

    private byte[] list() {
        ArrayNode studies = json.createArrayNode();
        SampleStudies.all().forEach(study -> studies.add(entry(study)));
        try {
            return (json.writeValueAsString(studies) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private ObjectNode entry(SampleStudy study) {
        ObjectNode entry =
                json.createObjectNode()
                        .put("letter", study.letter())
                        .put("patient-id", study.patient().id())
                        .put("patient-name", study.patient().name())
                        .put("study-instance-uid", study.studyInstanceUid())
                        .put("accession-number", study.accessionNumber())
                        .put("description", study.description())
                        .put("orthanc-id", study.orthancId())
                        .put("orthanc-patient-id", study.orthancPatientId());
        ArrayNode list = entry.putArray("series");
        for (SampleSeries series : study.series()) {
            ObjectNode node =
                    list.addObject()
                            .put("series-instance-uid", series.seriesInstanceUid())
                            .put("orthanc-id", study.orthancId(series));
            ArrayNode instances = node.putArray("instances");
            for (SampleInstance instance : series.instances()) {
                instances
                        .addObject()
                        .put("sop-instance-uid", instance.sopInstanceUid())
                        .put("orthanc-id", study.orthancId(series, instance))
                        .put("file", instance.file());
            }
        }
        return entry;
    }
}
