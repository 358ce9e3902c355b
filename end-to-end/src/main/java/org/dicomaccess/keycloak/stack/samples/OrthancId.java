package org.dicomaccess.keycloak.stack.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How Orthanc names what it stores: a SHA-1 over the DICOM identifiers, in five groups. */
final class OrthancId {

    private OrthancId() {}

    /**
     * Computes the id of the resource these identifiers lead to.
     *
     * @param identifiers patient id, then as far as wanted: study, series and SOP instance UID
     * @return 40 hexadecimal digits in five groups, such as {@code 6816cb19-844d5aee-…}
     */
    static String of(String... identifiers) {
        String hex = HexFormat.of().formatHex(sha1(String.join("|", identifiers)));
        return hex.replaceAll("(.{8})(?=.)", "$1-");
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java platform has SHA-1", absent);
        }
    }
}
