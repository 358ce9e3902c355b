package org.dicomaccess.keycloak.doctor.deployment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import org.dicomaccess.keycloak.doctor.http.Json;

/**
 * A study token, taken apart and not believed.
 *
 * @param raw as it is sent; never shown
 * @param header of the JWS (RFC 7515)
 * @param claims of the JWT (RFC 7519)
 */
public record StudyToken(String raw, Json header, Json claims) {

    /** None when the text is not of that form. */
    public static Optional<StudyToken> of(String raw) {
        String[] parts = raw.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        return json(parts[0])
                .flatMap(
                        header ->
                                json(parts[1]).map(claims -> new StudyToken(raw, header, claims)));
    }

    /** What the signature is over. */
    public byte[] signed() {
        return raw.substring(0, raw.lastIndexOf('.')).getBytes(US_ASCII);
    }

    /** The signature; empty when it is not base64url. */
    public byte[] signature() {
        return bytes(raw.substring(raw.lastIndexOf('.') + 1)).orElse(new byte[0]);
    }

    /** The same with a signature that is not the key's. */
    public String garbled() {
        int end = raw.lastIndexOf('.');
        int middle = end + (raw.length() - end) / 2;
        char other = raw.charAt(middle) == 'A' ? 'B' : 'A';
        return raw.substring(0, middle) + other + raw.substring(middle + 1);
    }

    /** The same with a header that says that no signature is needed. */
    public String unsigned() {
        String none =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(UTF_8));
        return none + raw.substring(raw.indexOf('.'), raw.lastIndexOf('.') + 1);
    }

    private static Optional<Json> json(String part) {
        return bytes(part)
                .flatMap(bytes -> Json.parsed(new String(bytes, UTF_8)))
                .filter(Json::isObject);
    }

    private static Optional<byte[]> bytes(String part) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "a study token";
    }
}
