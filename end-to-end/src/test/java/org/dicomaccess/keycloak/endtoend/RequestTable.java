package org.dicomaccess.keycloak.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/**
 * The tables of requests that the check is tested with, their placeholders replaced by what the
 * sample studies are really called.
 */
final class RequestTable {

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("{PATIENT1}", SampleStudies.A.patient().id());
        NAMES.put("{PATIENT1.orthanc}", SampleStudies.A.orthancPatientId());
        NAMES.put("{PATIENT2}", SampleStudies.C.patient().id());
        NAMES.put("{PATIENT2.name}", SampleStudies.C.patient().name());
        SampleStudies.all().forEach(RequestTable::addNamesOf);
    }

    private RequestTable() {}

    /** The rows below the header, each with its cells. */
    static List<List<String>> read(String name) {
        return rows("/org/dicomaccess/keycloak/check/" + name);
    }

    /**
     * The rows below the header of a table of this package, each with its cells; a number sign
     * begins a comment.
     */
    static List<List<String>> ofGateway(String name) {
        return rows("/org/dicomaccess/keycloak/endtoend/" + name);
    }

    private static List<List<String>> rows(String file) {
        try (InputStream table =
                Objects.requireNonNull(RequestTable.class.getResourceAsStream(file), file)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.asList(filled(line).split("\t", -1)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String filled(String line) {
        String filled = line;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            filled = filled.replace(name.getKey(), name.getValue());
        }
        return filled;
    }

    private static void addNamesOf(SampleStudy study) {
        String letter = study.letter();
        NAMES.put("{" + letter + "}", study.studyInstanceUid());
        NAMES.put("{" + letter + ".orthanc}", study.orthancId());
        NAMES.put("{" + letter + ".series}", study.series().get(0).seriesInstanceUid());
        NAMES.put("{" + letter + ".series.orthanc}", study.orthancId(study.series().get(0)));
        NAMES.put(
                "{" + letter + ".instance}",
                study.series().get(0).instances().get(0).sopInstanceUid());
    }
}
