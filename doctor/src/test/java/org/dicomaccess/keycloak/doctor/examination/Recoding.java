package org.dicomaccess.keycloak.doctor.examination;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes the claims of a token in an answer; its signature is the old one. */
final class Recoding {
    private static final Pattern TOKEN = Pattern.compile("(\"token\": \"[\\w-]+\\.)([\\w-]+)(\\.)");

    private Recoding() {}

    static Told ofToken(Told told, String text, String by) {
        Matcher token = TOKEN.matcher(told.body());
        if (!token.find()) {
            throw new IllegalArgumentException("No token");
        }
        String claims = new String(Base64.getUrlDecoder().decode(token.group(2)), UTF_8);
        if (!claims.contains(text)) {
            throw new IllegalArgumentException("No claim " + text);
        }
        String changed =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(claims.replace(text, by).getBytes(UTF_8));
        return told.withBody(token.replaceFirst("$1" + changed + "$3"));
    }
}
