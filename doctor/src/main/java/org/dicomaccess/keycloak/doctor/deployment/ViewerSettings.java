package org.dicomaccess.keycloak.doctor.deployment;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.doctor.http.Answer;

/**
 * What {@code ohif/deployment.js} tells the viewer.
 *
 * @param issuer the realm that people sign in to
 * @param client that they sign in with; empty when the viewer opens shares only
 */
public record ViewerSettings(String issuer, String client) {
    private static final Pattern ISSUER = Pattern.compile("\\bissuer\"?:\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern CLIENT = Pattern.compile("\\bclient\"?:\\s*['\"]([^'\"]*)['\"]");

    static Optional<ViewerSettings> of(Answer answer) {
        Matcher issuer = ISSUER.matcher(answer.body());
        Matcher client = CLIENT.matcher(answer.body());
        return answer.isGood() && issuer.find() && client.find()
                ? Optional.of(new ViewerSettings(issuer.group(1), client.group(1)))
                : Optional.empty();
    }

    public boolean hasLogin() {
        return !client.isEmpty();
    }
}
