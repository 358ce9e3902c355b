package org.dicomaccess.keycloak.dicom;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Orthanc's own identifier of a study. Orthanc writes five groups of eight hexadecimal digits; it
 * is opaque here and only ever compared as a whole, so other forms are harmless as long as they are
 * plain enough for a path.
 *
 * @param value 1 to 64 ASCII letters, digits and dashes
 */
public record OrthancId(String value) {

    private static final int MAX_LENGTH = 64;

    /**
     * @throws InvalidOrthancIdException when the value holds anything else
     */
    public OrthancId {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !isPlain(value)) {
            throw new InvalidOrthancIdException(value);
        }
    }

    /**
     * The identifier that Orthanc gives a study: SHA-1 over PatientID and StudyInstanceUID, as the
     * Orthanc Book describes it under "Orthanc identifiers". Whatever the PatientID, it can only
     * name a study with this UID.
     *
     * @param patientId Patient ID (0010,0020), empty when the study has none; spaces around it do
     *     not count (DICOM PS3.5 §6.2, LO)
     */
    public static OrthancId ofStudy(String patientId, StudyInstanceUid study) {
        // Strips ASCII blanks only, as Orthanc does.
        String hex = HexFormat.of().formatHex(sha1(patientId.trim() + "|" + study));
        return new OrthancId(String.join("-", hex.split("(?<=\\G.{8})")));
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && c != '-') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
