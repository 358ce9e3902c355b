package org.dicomaccess.keycloak.http.pages;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;

/** A browser as far as pages need one: it keeps cookies, and posts forms from where they are. */
final class Visitor {
    private static final Pattern LOGIN_FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    private final String root;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /**
     * @param realmBaseUrl such as {@code http://localhost:8080/realms/orthanc}
     */
    Visitor(String realmBaseUrl) {
        this.root = realmBaseUrl + "/dicom-access/";
    }

    /** The address of a page. */
    String url(String path) {
        return root + path;
    }

    /**
     * @param path below {@code dicom-access/}, encoded, or a whole address
     * @param headers names and values in turn
     */
    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** Posts a form as the page at this address itself would, names and values in turn. */
    Answer post(String path, String... fields) {
        return send(
                "POST",
                path,
                form(fields),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                "null",
                "Sec-Fetch-Site",
                "same-origin");
    }

    Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : root + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!cookies.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            cookies.forEach((name, value) -> pairs.add(name + "=" + value));
            request.header("Cookie", String.join("; ", pairs));
        }
        Answer answer = Doors.send(request.build());
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        return answer;
    }

    /** Enters a name and a password on the sign-in page at this address; the answer to that. */
    Answer signIn(String address, String user) {
        Answer page = get(address);
        Matcher form = LOGIN_FORM.matcher(page.body());
        if (!form.find()) {
            throw new IllegalStateException(page.status() + " no form in: " + page.body());
        }
        return send(
                "POST",
                form.group(1).replace("&amp;", "&"),
                form("username", user, "password", user),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    static String form(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(encoded(fields[i]))
                    .append('=')
                    .append(encoded(fields[i + 1]));
        }
        return form.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void keep(String setCookie) {
        String pair = setCookie.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(pair.indexOf('=') + 1);
        if (value.isEmpty() || setCookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }
}
