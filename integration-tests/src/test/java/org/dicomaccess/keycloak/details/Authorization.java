package org.dicomaccess.keycloak.details;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;

/** A browser with one authorization request, from page to page. */
final class Authorization {
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    private final Map<String, String> cookies = new LinkedHashMap<>();
    private URI place;
    private Answer last;

    Authorization(String url) {
        place = URI.create(url);
        last = get(url);
    }

    /** The page or the redirect to the client that came last. */
    Answer answer() {
        return last;
    }

    /** Signs in; the password is the user's name. */
    Authorization signIn(String user) {
        return send("username", user, "password", user);
    }

    /** Sends the form of the page. */
    Authorization send(String... fields) {
        Matcher form = FORM.matcher(last.body());
        if (!form.find()) {
            throw new IllegalStateException("no form in: " + last.status() + " " + last.body());
        }
        last =
                follow(
                        kept(
                                Doors.send(
                                        request(form.group(1).replace("&amp;", "&"))
                                                .header(
                                                        "Content-Type",
                                                        "application/x-www-form-urlencoded")
                                                .POST(
                                                        BodyPublishers.ofString(
                                                                OAuthClient.encoded(
                                                                        OAuthClient.pairs(fields))))
                                                .build())));
        return this;
    }

    /** What the client was told in the end. */
    Map<String, String> told() {
        String location = last.header("Location");
        if (!location.startsWith(NarrowingRealm.REDIRECT)) {
            throw new IllegalStateException(last.status() + " " + location + last.body());
        }
        return OAuthClient.arguments(location);
    }

    private Answer get(String url) {
        return follow(kept(Doors.send(request(url).build())));
    }

    /** Redirects within Keycloak. */
    private Answer follow(Answer answer) {
        String location = answer.header("Location");
        return location.isEmpty() || location.startsWith(NarrowingRealm.REDIRECT)
                ? answer
                : get(location);
    }

    private Answer kept(Answer answer) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            cookies.put(
                    pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return answer;
    }

    private HttpRequest.Builder request(String url) {
        place = place.resolve(url);
        HttpRequest.Builder request = HttpRequest.newBuilder(place);
        return cookies.isEmpty()
                ? request
                : request.header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(joining("; ")));
    }
}
