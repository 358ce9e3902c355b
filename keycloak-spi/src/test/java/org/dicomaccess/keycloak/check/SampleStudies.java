package org.dicomaccess.keycloak.check;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.PathMapping;
import org.dicomaccess.keycloak.dicom.ServerRoots;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/**
 * Four studies of two patients that stand for the placeholders of the tables. The UID of the
 * granted one, A, is the beginning of B's and the end of D's.
 */
final class SampleStudies {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    static final ServerRoots ROOTS =
            new ServerRoots(
                    new PathMapping("/orthanc/dicom-web", "/dicom-web"),
                    new PathMapping("/orthanc", "/"),
                    new PathMapping("/orthanc/wado", "/wado"));

    static final StudyInstanceUid A = new StudyInstanceUid("2.25.1001");
    static final OrthancId A_ORTHANC =
            new OrthancId("aaaaaaaa-00000000-00000000-00000000-00000001");

    private static final Map<String, String> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("{A}", A.value());
        VALUES.put("{B}", "2.25.10012");
        VALUES.put("{C}", "2.25.1002");
        VALUES.put("{D}", "1.2.25.1001");
        VALUES.put("{A.series}", "2.25.2001");
        VALUES.put("{B.series}", "2.25.2002");
        VALUES.put("{C.series}", "2.25.2003");
        VALUES.put("{A.instance}", "2.25.3001");
        VALUES.put("{B.instance}", "2.25.3002");
        VALUES.put("{C.instance}", "2.25.3003");
        VALUES.put("{A.orthanc}", A_ORTHANC.value());
        VALUES.put("{B.orthanc}", "bbbbbbbb-00000000-00000000-00000000-00000001");
        VALUES.put("{A.series.orthanc}", "aaaaaaaa-00000000-00000000-00000000-00000002");
        VALUES.put("{B.series.orthanc}", "bbbbbbbb-00000000-00000000-00000000-00000002");
        VALUES.put("{PATIENT1.orthanc}", "cccccccc-00000000-00000000-00000000-00000001");
        VALUES.put("{PATIENT1}", "PAT1");
        VALUES.put("{PATIENT2}", "PAT2");
        VALUES.put("{PATIENT2.name}", "Second^Patient");
    }

    private SampleStudies() {}

    /** A text of a table with its placeholders replaced. */
    static String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : VALUES.entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }

    static Iterable<String> values() {
        return VALUES.values();
    }

    /** A grant of one other study, by its placeholder. */
    static Grant grantOf(String placeholder, Set<Action> actions) {
        return new Grant(
                "orthanc",
                Set.of(new StudyInstanceUid(filled(placeholder))),
                Set.of(),
                actions,
                NOW.minusSeconds(60),
                NOW.plusSeconds(3600));
    }

    static Grant grantOfA(Set<Action> actions) {
        return new Grant(
                "orthanc",
                Set.of(A),
                Set.of(A_ORTHANC),
                actions,
                NOW.minusSeconds(60),
                NOW.plusSeconds(3600));
    }
}
