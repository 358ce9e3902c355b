package org.dicomaccess.keycloak.http.pages;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A text as a QR code (ISO/IEC 18004), drawn as an SVG image to stand in a page as it is. It holds
 * no script, no style and no reference to anything outside, so the strictest content security
 * policy shows it. The same text always gives the same image.
 */
public final class QrCode {
    /** In modules, the least that the standard asks for. */
    private static final int QUIET_ZONE = 4;

    private final BitMatrix modules;

    private QrCode(BitMatrix modules) {
        this.modules = modules;
    }

    /**
     * The code of a text; 15 percent of it may be unreadable (level M).
     *
     * @throws IllegalArgumentException when the text is empty or longer than a QR code holds, which
     *     is 2330 bytes of UTF-8
     */
    public static QrCode of(String text) {
        try {
            return new QrCode(
                    new QRCodeWriter()
                            .encode(
                                    text,
                                    BarcodeFormat.QR_CODE,
                                    // As small as it can be: one unit a module.
                                    1,
                                    1,
                                    Map.of(
                                            EncodeHintType.ERROR_CORRECTION,
                                            ErrorCorrectionLevel.M,
                                            EncodeHintType.CHARACTER_SET,
                                            StandardCharsets.UTF_8.name(),
                                            EncodeHintType.MARGIN,
                                            QUIET_ZONE)));
        } catch (WriterException e) {
            // The text may be a link that opens something, so it is not repeated.
            throw new IllegalArgumentException("no QR code can hold this text", e);
        }
    }

    /**
     * The image as an {@code svg} element, as large as its surroundings make it.
     *
     * @param title what it is, for whoever cannot see it; plain text
     */
    public String svg(String title) {
        int size = modules.getWidth();
        String name = escaped(title);
        // Painted by attributes: a strict policy does not let a page style its elements inline.
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" role="img" \
        aria-label="%2$s" shape-rendering="crispEdges"><title>%2$s</title>\
        <path fill="#fff" d="M0 0h%1$dv%1$dh-%1$dz"/><path fill="#000" d="%3$s"/></svg>\
        """
                .formatted(size, name, dark());
    }

    /** Each run of dark modules in a row as one rectangle. */
    private String dark() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                int begin = x;
                while (x < modules.getWidth() && modules.get(x, y)) {
                    x++;
                }
                if (x > begin) {
                    int width = x - begin;
                    path.append('M').append(begin).append(' ').append(y);
                    path.append('h').append(width).append("v1h-").append(width).append('z');
                }
            }
        }
        return path.toString();
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cs}\\p{Cn}]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
