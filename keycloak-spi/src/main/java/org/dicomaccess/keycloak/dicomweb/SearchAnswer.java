package org.dicomaccess.keycloak.dicomweb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/** The answer to a search for one study: an array of data sets (PS3.18 §10.6.3.3). */
final class SearchAnswer {
    static final String STUDY_DATE = "00080020";
    static final String MODALITIES = "00080061";
    static final String DESCRIPTION = "00081030";
    static final String PATIENT_NAME = "00100010";
    static final String PATIENT_ID = "00100020";
    static final String BIRTH_DATE = "00100030";
    static final String STUDY_UID = "0020000D";

    private static final Pattern CODE = Pattern.compile("[A-Z0-9_ ]{1,16}");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(50)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** A body that is not such an answer. It is not repeated: it may hold patient data. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    private SearchAnswer() {}

    /**
     * The study with this UID, when the answer holds it. What the server found beside it does not
     * count, and neither do two studies that share the UID: one of two patients would be shown, and
     * both shared.
     *
     * @param body JSON is UTF-8 here, whatever character set the images have (PS3.18 §F.2); bytes
     *     that are not are replaced, so that one badly stored name hides no study
     * @throws Malformed when it is no JSON array
     */
    static Optional<FoundStudy> study(byte[] body, StudyInstanceUid uid) throws Malformed {
        List<DataSet> studies =
                StreamSupport.stream(array(body).spliterator(), false)
                        .map(DataSet::new)
                        .filter(study -> study.exactly(STUDY_UID).equals(Optional.of(uid.value())))
                        .toList();
        long patients = studies.stream().map(SearchAnswer::patientId).distinct().count();
        return patients == 1 ? Optional.of(found(studies.get(0), uid)) : Optional.empty();
    }

    private static JsonNode array(byte[] body) throws Malformed {
        String text = new String(body, StandardCharsets.UTF_8);
        JsonNode json;
        try {
            json = JSON.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (JsonProcessingException e) {
            throw new Malformed("an answer that is not JSON");
        }
        if (!json.isArray()) {
            throw new Malformed("an answer that is not a JSON array");
        }
        return json;
    }

    private static FoundStudy found(DataSet study, StudyInstanceUid uid) {
        return new FoundStudy(
                uid,
                OrthancId.ofStudy(patientId(study), uid),
                study.name(PATIENT_NAME),
                study.date(BIRTH_DATE),
                study.date(STUDY_DATE),
                study.text(DESCRIPTION),
                study.texts(MODALITIES).stream()
                        .filter(CODE.asMatchPredicate())
                        .distinct()
                        .toList());
    }

    private static String patientId(DataSet study) {
        return study.exactly(PATIENT_ID).orElse("");
    }
}
