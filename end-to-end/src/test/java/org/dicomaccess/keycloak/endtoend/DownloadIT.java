package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.GivenShare;
import org.dicomaccess.keycloak.stack.LandingPage;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be taken away as files: everything of a study, or nothing. */
@ExtendWith(RunningStack.class)
class DownloadIT {

    private static final SampleStudy STUDY = SampleStudies.A;

    /** Where DICOM files say that they are some (DICOM PS3.10 §7.1). */
    private static final int MAGIC_AT = 128;

    private Stack stack;
    private String mayRead;
    private String mayDownload;

    @BeforeEach
    void the_doctor_gives_two_shares(Stack running) {
        stack = running;
        mayRead = stack.doctor().give(wish -> linkOf(allowing(wish, "read")), STUDY).token();
        mayDownload =
                stack.doctor()
                        .give(wish -> linkOf(allowing(wish, "read", "download")), STUDY)
                        .token();
    }

    static List<String> files() {
        String dicomWeb = "/orthanc/dicom-web/studies/" + STUDY.studyInstanceUid();
        String series = dicomWeb + "/series/" + STUDY.series().get(0).seriesInstanceUid();
        String instance = STUDY.series().get(0).instances().get(0).sopInstanceUid();
        return List.of(archive(), dicomWeb, series, series + "/instances/" + instance);
    }

    @ParameterizedTest
    @MethodSource("files")
    void whoever_may_read_gets_no_files(String target) {
        RawAnswer answer = call(target, mayRead);

        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).contains("X-Dicom-Access-Reason: action_not_granted");
        assertThat(answer.text()).doesNotContain("DICM");
    }

    @ParameterizedTest
    @MethodSource("files")
    void whoever_may_download_does(String target) {
        assertThat(call(target, mayDownload).status()).isEqualTo(200);
    }

    @Test
    void nobody_may_download_another_study() {
        String other = "/orthanc/studies/" + SampleStudies.B.orthancId() + "/archive";

        assertThat(call(other, mayDownload).status()).isEqualTo(403);
    }

    @Test
    void the_archive_holds_every_image_of_the_study_and_no_other() throws IOException {
        List<String> files = filesIn(call(archive(), mayDownload).body());

        assertThat(files).hasSize(STUDY.files().size());
        assertThat(files)
                .allSatisfy(
                        file -> {
                            assertThat(file.substring(MAGIC_AT)).startsWith("DICM");
                            assertThat(OtherStudies.namedIn(file)).isEmpty();
                        });
        STUDY.series().stream()
                .flatMap(series -> series.instances().stream())
                .forEach(
                        instance ->
                                assertThat(files)
                                        .filteredOn(
                                                file -> file.contains(instance.sopInstanceUid()))
                                        .hasSize(1));
    }

    @Test
    void the_page_of_a_share_that_may_be_downloaded_gives_the_archive(Page tab, LandingPage page)
            throws IOException {
        GivenShare share = stack.doctor().give(wish -> allowing(wish, "read", "download"), STUDY);
        page.open(share.url());

        Download download = tab.waitForDownload(() -> page.downloadButton().click());

        assertThat(filesIn(new String(Files.readAllBytes(download.path()), ISO_8859_1)))
                .hasSize(STUDY.files().size());
    }

    @Test
    void the_page_of_another_share_does_not(LandingPage page) {
        page.open(stack.doctor().give(STUDY).url());

        assertThat(page.openButton().isVisible()).isTrue();
        assertThat(page.downloadButton().count()).isZero();
    }

    private static ObjectNode allowing(ObjectNode wish, String... actions) {
        for (String action : actions) {
            wish.withArray("actions").add(action);
        }
        return wish;
    }

    /** With a token in it that opens everything the share does, not only what one viewer needs. */
    private static ObjectNode linkOf(ObjectNode wish) {
        return wish.put("link_form", "token");
    }

    private static String archive() {
        return "/orthanc/studies/" + STUDY.orthancId() + "/archive";
    }

    private RawAnswer call(String target, String token) {
        return new RawCall("GET", target)
                .bearer(token)
                .header("Accept", "multipart/related; type=\"application/dicom\", application/zip")
                .send(stack.gatewayRoot());
    }

    /** A character for each byte, in the archive and in its files. */
    private static List<String> filesIn(String archive) throws IOException {
        List<String> files = new ArrayList<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(archive.getBytes(ISO_8859_1)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.add(new String(zip.readAllBytes(), ISO_8859_1));
            }
        }
        return files;
    }
}
