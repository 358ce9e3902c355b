package org.dicomaccess.keycloak.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.NginxServer;
import org.dicomaccess.keycloak.stack.OhifViewer;
import org.dicomaccess.keycloak.stack.OrthancServer;
import org.dicomaccess.keycloak.stack.Ports;
import org.dicomaccess.keycloak.stack.Stack;
import org.dicomaccess.keycloak.stack.StackOptions;
import org.dicomaccess.keycloak.stack.samples.SampleStudies;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody who may add images to study A sends images of their own making (STOW-RS, DICOM PS3.18
 * §10.5) through a gateway to an Orthanc that these tests have for themselves.
 */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadIT {

    private static final String MULTIPART =
            "multipart/related; type=\"application/dicom\"; boundary=frontier";

    /** What stands behind the last boundary of a body is no part of it (RFC 2046). */
    private static final int LARGE = 32 * 1024 * 1024;

    private static final String PUBLIC = "/orthanc/dicom-web/studies/";

    /** How the attribute begins in a file: its tag (0010,0020), then its VR. */
    private static final String PATIENT_ID = "\u0010\0\u0020\0LO";

    /** Another one, (0010,0021), that may stand in its place. */
    private static final String ISSUER_OF_PATIENT_ID = "\u0010\0\u0021\0LO";

    private OrthancServer orthanc;
    private NginxServer gateway;
    private String mayUploadToA;
    private String mayReadA;
    private String mayReadB;

    @BeforeAll
    void a_gateway_and_an_orthanc_start(Stack stack) {
        Ports shared = stack.options().ports();
        Ports ports = Ports.free().withKeycloak(shared.keycloak());
        StackOptions options = StackOptions.ofBuild(RunningStack.module(), "upload").on(ports);
        orthanc = OrthancServer.start(options);
        orthanc.storeSamples();
        gateway = NginxServer.start(options, OhifViewer.prepare(stack.options()));
        mayUploadToA = stack.mintToken("inbox-link", SampleStudies.A);
        mayReadA = stack.mintToken("viewer-instant-link", SampleStudies.A);
        mayReadB = stack.mintToken("viewer-instant-link", SampleStudies.B);
    }

    @AfterAll
    void they_stop() {
        gateway.close();
        orthanc.close();
    }

    @Test
    void a_new_image_of_the_granted_study_is_stored() throws IOException {
        RawAnswer answer = upload(SampleStudies.A.studyInstanceUid(), image("101.1.1", "101.1.9"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(instancesNamed("1.2.826.0.1.3680043.10.1337.101.1.9")).contains("Instance");
    }

    @Test
    void images_without_a_patient_id_can_be_of_one_study() throws IOException {
        int before = instances();

        for (String file : SampleStudies.A.files()) {
            String anonymous =
                    sample(file)
                            .replace("10.1337.101", "10.1337.109")
                            .replace(PATIENT_ID, ISSUER_OF_PATIENT_ID);
            new RawCall("POST", "/instances")
                    .body("application/dicom", anonymous.getBytes(ISO_8859_1))
                    .send(orthanc.root());
        }

        assertThat(instances()).isEqualTo(before + SampleStudies.A.files().size());
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "hostile-uploads.csv", numLinesToSkip = 1)
    void what_belongs_to_another_study_is_not_stored_and_hides_nothing(
            String what, String from, String to) throws IOException {
        String before = stored();
        byte[] image = image(from, to);

        RawAnswer answer = upload(SampleStudies.A.studyInstanceUid(), image);

        assertThat(stored()).as(answer.text()).isEqualTo(before);
        assertThat(OtherStudies.namedIn(answer.text()))
                .as("what the answer repeats of the image that was sent")
                .isSubsetOf(OtherStudies.namedIn(new String(image, ISO_8859_1)));
        assertThat(frameOfB().status()).isEqualTo(200);
    }

    @Test
    void nothing_is_uploaded_to_another_study_or_to_none() throws IOException {
        String before = stored();

        RawAnswer toB = upload(SampleStudies.B.studyInstanceUid(), image("101.1.1", "101.1.8"));
        RawAnswer toNone = upload("", image("101.1.1", "101.1.8"));

        assertThat(toB.status()).isEqualTo(403);
        assertThat(toNone.status()).isEqualTo(403);
        assertThat(stored()).isEqualTo(before);
    }

    /** From somebody who only looks at that study, however the body is announced. */
    @ParameterizedTest(name = "{0}, expects {1}")
    @CsvSource({"length,100-continue", "length,", "chunked,100-continue", "chunked,"})
    void a_large_upload_that_is_refused_leaves_nothing(String framing, @Nullable String expects)
            throws IOException {
        String before = stored();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(multipart(image("101.1.1", "101.1.7")));
        body.writeBytes(new byte[LARGE]);
        RawCall call =
                new RawCall("POST", PUBLIC + SampleStudies.A.studyInstanceUid())
                        .protocol("HTTP/1.1")
                        .header("Connection", "close")
                        .bearer(mayReadA);
        if (expects != null) {
            call.header("Expect", expects);
        }

        RawAnswer answer =
                (framing.equals("chunked")
                                ? call.chunks(MULTIPART, body.toByteArray())
                                : call.body(MULTIPART, body.toByteArray()))
                        .send(gateway.root());

        assertThat(answer.text()).contains("HTTP/1.1 403 Forbidden").doesNotContain(" 200 OK");
        assertThat(stored()).isEqualTo(before);
        assertThat(instancesNamed("1.2.826.0.1.3680043.10.1337.101.1.7")).isEqualTo("[]");
    }

    /** The first image of A, with one text in it replaced wherever it stands for a whole value. */
    private static byte[] image(String from, String to) throws IOException {
        String text = sample(SampleStudies.A.files().get(0));
        assertThat(text).contains(padded(from));
        assertThat(padded(to)).hasSameSizeAs(padded(from));
        return text.replace(padded(from), padded(to)).getBytes(ISO_8859_1);
    }

    /** A file of the samples, a character for each byte. */
    private static String sample(String file) throws IOException {
        String path = SampleStudies.FOLDER + file;
        try (InputStream sample =
                Objects.requireNonNull(UploadIT.class.getResourceAsStream(path), path)) {
            return new String(sample.readAllBytes(), ISO_8859_1);
        }
    }

    /** As it ends in a file: a UID of odd length is followed by a zero byte. */
    private static String padded(String value) {
        return Character.isDigit(value.charAt(0)) ? value + "\0" : value;
    }

    private RawAnswer upload(String study, byte[] image) {
        return new RawCall("POST", PUBLIC + study)
                .bearer(mayUploadToA)
                .header("Accept", "application/dicom+json")
                .body(MULTIPART, multipart(image))
                .send(gateway.root());
    }

    private static byte[] multipart(byte[] image) {
        String head = "--frontier\r\nContent-Type: application/dicom\r\n\r\n";
        String body = head + new String(image, ISO_8859_1) + "\r\n--frontier--\r\n";
        return body.getBytes(ISO_8859_1);
    }

    private RawAnswer frameOfB() {
        String study = SampleStudies.B.studyInstanceUid();
        String target = PUBLIC + "%1$s/series/%1$s.1/instances/%1$s.1.1/frames/1".formatted(study);
        return new RawCall("GET", target).bearer(mayReadB).send(gateway.root());
    }

    private String instancesNamed(String sopInstanceUid) {
        return new RawCall("POST", "/tools/lookup")
                .body("text/plain", sopInstanceUid.getBytes(ISO_8859_1))
                .send(orthanc.root())
                .bodyText();
    }

    private int instances() {
        String list = new RawCall("GET", "/instances").send(orthanc.root()).bodyText();
        return (int) list.chars().filter(c -> c == '"').count() / 2;
    }

    private String stored() {
        return new RawCall("GET", "/statistics").send(orthanc.root()).bodyText();
    }
}
