package org.dicomaccess.keycloak.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Percent-encoding (RFC 3986 §2.1) of values in a query, in UTF-8. A plus is a plus: servers that
 * take it for a space would read something else, so it is only ever written encoded.
 */
final class PercentEncoding {

    /**
     * What stays as it is when written. Beside the unreserved characters, those that DICOM matching
     * needs, since some servers match on the encoded text: wildcards, lists, ranges, times and
     * person names (DICOM PS3.4 §C.2.2.2), and the slash of media types.
     */
    private static final String KEPT = "-._~*?,:=^/";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /**
     * @throws NotUnderstoodException when a triplet is broken, the bytes are not UTF-8, or the text
     *     holds a character that has no place in a value: a control or format character, a
     *     backslash, or a percent sign, which would be a second layer of encoding
     */
    static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        String text = utf8(bytes(encoded));
        if (!text.codePoints().allMatch(PercentEncoding::hasPlaceInValue)) {
            throw NotUnderstoodException.target("a value of the query has an unfit character");
        }
        return text;
    }

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (isAlphanumeric(c) || KEPT.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static ByteBuffer bytes(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
            } else if (i + 2 < encoded.length()
                    && HexFormat.isHexDigit(encoded.charAt(i + 1))
                    && HexFormat.isHexDigit(encoded.charAt(i + 2))) {
                bytes.put((byte) HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                throw NotUnderstoodException.target("a value of the query is badly encoded");
            }
        }
        return bytes.flip();
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw NotUnderstoodException.target("a value of the query is not UTF-8");
        }
    }

    private static boolean hasPlaceInValue(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> c != '\\' && c != '%';
        };
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
