package org.dicomaccess.keycloak.token;

/**
 * A study token as it came over the wire: nothing about it is known yet. Its text never appears in
 * {@link #toString()}, so that it cannot reach a log by accident.
 *
 * @param value the compact serialization (RFC 7515 §7.1), or whatever was sent in its place
 */
public record RawStudyToken(String value) {

    /**
     * Longest token that is looked at, in characters. Beyond it no header of a usual server would
     * have carried it.
     */
    public static final int MAX_LENGTH = 16_384;

    /**
     * Whether it says of itself that it is a study token, as nothing else of this realm does. That
     * proves nothing: it only spares other tokens a verification that they cannot pass.
     */
    public boolean saysThatItIsOne() {
        try {
            return StudyTokenJson.KIND.equals(
                    StudyTokenJson.object(
                                    JwsParts.parse(value).payload(),
                                    TokenRefusal.PAYLOAD_NOT_UNDERSTOOD)
                            .path("typ")
                            .textValue());
        } catch (RefusedTokenException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "RawStudyToken[" + value.length() + " characters]";
    }
}
