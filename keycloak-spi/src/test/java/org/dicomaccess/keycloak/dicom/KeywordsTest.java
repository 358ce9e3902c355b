package org.dicomaccess.keycloak.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordsTest {

    /** What every server has to match, DICOM PS3.18 §10.6.1.2.3. */
    @ParameterizedTest
    @CsvSource({
        "StudyDate, 00080020",
        "StudyTime, 00080030",
        "AccessionNumber, 00080050",
        "ModalitiesInStudy, 00080061",
        "ReferringPhysicianName, 00080090",
        "PatientName, 00100010",
        "PatientID, 00100020",
        "StudyInstanceUID, 0020000D",
        "StudyID, 00200010",
        "Modality, 00080060",
        "SeriesInstanceUID, 0020000E",
        "SeriesNumber, 00200011",
        "PerformedProcedureStepStartDate, 00400244",
        "PerformedProcedureStepStartTime, 00400245",
        "RequestAttributesSequence, 00400275",
        "ScheduledProcedureStepID, 00400009",
        "RequestedProcedureID, 00401001",
        "SOPClassUID, 00080016",
        "SOPInstanceUID, 00080018",
        "InstanceNumber, 00200013",
    })
    void a_keyword_that_every_server_matches_has_its_tag(String keyword, String tag) {
        assertThat(Keywords.tagOf(keyword)).contains(tag);
        assertThat(AttributeName.of(keyword)).contains(new AttributeName(keyword, tag));
        assertThat(AttributeName.of(tag)).contains(new AttributeName(tag, tag));
    }

    @Test
    void a_keyword_is_an_exact_word() {
        assertThat(Keywords.tagOf("studydate")).isEmpty();
        assertThat(Keywords.tagOf("StudyDate ")).isEmpty();
        assertThat(Keywords.tagOf("00080020")).isEmpty();
        assertThat(Keywords.tagOf("")).isEmpty();
    }

    @Test
    void a_tag_is_the_same_in_either_case() {
        assertThat(AttributeName.of("0008103e")).isEqualTo(AttributeName.of("0008103E"));
        assertThat(AttributeName.of("0008-103E")).isEmpty();
        assertThat(AttributeName.of("0008103")).isEmpty();
        assertThat(AttributeName.of("0008103G")).isEmpty();
    }
}
