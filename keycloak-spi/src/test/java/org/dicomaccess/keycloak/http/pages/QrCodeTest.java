package org.dicomaccess.keycloak.http.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class QrCodeTest {
    private static final String LINK =
            "https://keycloak.example.org/realms/hospital/dicom-access/s/p1Hk0mT7cVq4yXn2bWz9LA";

    private static final int QUIET_ZONE = 4;

    /** Pixels of a module: a reader wants some. */
    private static final int SCALE = 4;

    private static final int WHITE = 0xFFFFFF;
    private static final int BLACK = 0;

    private static final Pattern RUN = Pattern.compile("M([0-9]+) ([0-9]+)h([0-9]+)v1h-([0-9]+)z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                LINK,
                "1",
                "<script>alert(1)</script>",
                "Größe \" & 山田",
                "https://images.example.org/ohif/viewer?StudyInstanceUIDs=1.2,3.4#token=eyJ.x-_.y"
            })
    void a_reader_sees_the_text_again(String text) throws ReaderException {
        assertThat(read(QrCode.of(text).svg("")).getText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 2_330})
    void a_reader_sees_a_long_text_again(int length) throws ReaderException {
        String text = "x".repeat(length);

        assertThat(read(QrCode.of(text).svg("")).getText()).isEqualTo(text);
    }

    @Test
    void a_code_is_made_with_error_correction_m() throws ReaderException {
        assertThat(read(QrCode.of(LINK).svg("")).getResultMetadata())
                .containsEntry(ResultMetadataType.ERROR_CORRECTION_LEVEL, "M");
    }

    @Test
    void the_same_text_gives_the_same_image() {
        assertThat(QrCode.of(LINK).svg("t")).isEqualTo(QrCode.of(LINK).svg("t"));
        assertThat(QrCode.of(LINK).svg("t")).isNotEqualTo(QrCode.of(LINK + "x").svg("t"));
    }

    @Test
    void nothing_is_drawn_in_the_margin() {
        boolean[][] modules = modules(parsed(QrCode.of(LINK).svg("")));

        for (int i = 0; i < modules.length; i++) {
            for (int margin = 0; margin < QUIET_ZONE; margin++) {
                assertThat(modules[margin][i]).isFalse();
                assertThat(modules[i][margin]).isFalse();
                assertThat(modules[modules.length - 1 - margin][i]).isFalse();
                assertThat(modules[i][modules.length - 1 - margin]).isFalse();
            }
        }
        assertThat(modules[QUIET_ZONE][QUIET_ZONE]).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Link to the share",
                "Größe",
                "\"><script>alert(1)</script>",
                "a & b &lt; c",
                "' onload='alert(1)"
            })
    void it_says_what_it_is(String title) {
        Element svg = parsed(QrCode.of(LINK).svg(title)).getDocumentElement();

        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-label")).isEqualTo(title);
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(title);
        assertThat(svg.getElementsByTagName("*").getLength()).isEqualTo(3);
    }

    @Test
    void a_character_that_xml_does_not_have_becomes_a_space() {
        Element svg = parsed(QrCode.of(LINK).svg("a\u0000b\uFFFEc\uD800d")).getDocumentElement();

        assertThat(svg.getAttribute("aria-label")).isEqualTo("a b c d");
    }

    @Test
    void it_refers_to_nothing_and_runs_nothing() {
        assertThat(QrCode.of(LINK).svg("title").replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http", "href", "url(", "style", "script", "id=");
    }

    @Test
    void what_no_code_can_hold_is_refused_without_repeating_it() {
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.of(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrCode.of("x".repeat(2_331)))
                .withMessage("no QR code can hold this text");
    }

    private static Result read(String svg) throws ReaderException {
        boolean[][] modules = modules(parsed(svg));
        int side = modules.length * SCALE;
        int[] pixels = new int[side * side];
        Arrays.setAll(pixels, i -> modules[i / side / SCALE][i % side / SCALE] ? BLACK : WHITE);
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(
                                new HybridBinarizer(new RGBLuminanceSource(side, side, pixels))));
    }

    /** What the image's second path paints, row by row. */
    private static boolean[][] modules(Document svg) {
        Element root = svg.getDocumentElement();
        int side = Integer.parseInt(root.getAttribute("viewBox").split(" ", -1)[2]);
        String path = ((Element) root.getElementsByTagName("path").item(1)).getAttribute("d");
        assertThat(RUN.matcher(path).replaceAll("")).isEmpty();
        boolean[][] modules = new boolean[side][side];
        for (Matcher run = RUN.matcher(path); run.find(); ) {
            int begin = Integer.parseInt(run.group(1));
            Arrays.fill(
                    modules[Integer.parseInt(run.group(2))],
                    begin,
                    begin + Integer.parseInt(run.group(3)),
                    true);
        }
        return modules;
    }

    private static Document parsed(String svg) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(svg, e);
        }
    }
}
