package org.dicomaccess.keycloak.http.shares;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.keycloak.testframework.realm.ManagedRealm;

/** The shares of one person over REST, as a program of theirs asks for them. */
public final class RestShares {
    private final Doors doors;
    private final String token;

    public RestShares(Doors doors, String token) {
        this.doors = doors;
        this.token = token;
    }

    /** Those of somebody who signs in now. */
    public static RestShares of(ManagedRealm realm, String user) {
        return new RestShares(
                new Doors(realm.getBaseUrl()),
                Logins.accessToken(realm, SharingRealm.CLIENT, user));
    }

    /** What asks for a share of these studies and nothing else. */
    public static ObjectNode wanted(String... studies) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        for (String study : studies) {
            wanted.withArray("studies").addObject().put("study_instance_uid", study);
        }
        return wanted;
    }

    /** A share of one study that was given. */
    public JsonNode given() {
        return given(wanted(Samples.A));
    }

    public JsonNode given(ObjectNode wanted) {
        Answer answer = give(wanted.toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    public Answer give(String body) {
        return send("POST", "", body);
    }

    /**
     * @param query such as {@code state=active&max=2}; empty for none
     */
    public Answer list(String query) {
        return send("GET", query.isEmpty() ? "" : "?" + query, "");
    }

    /** The ids of a list, page by page to its end. */
    public List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        JsonNode page = list(query).json();
        page.path("shares").forEach(share -> ids.add(share.path("id").textValue()));
        while (page.has("next")) {
            String after = page.path("next").textValue();
            page = list(query + (query.isEmpty() ? "" : "&") + "after=" + after).json();
            page.path("shares").forEach(share -> ids.add(share.path("id").textValue()));
        }
        return ids;
    }

    /** The one share with this id. */
    public JsonNode share(String id) {
        Answer answer = get(id);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    public Answer get(String path) {
        return send("GET", "/" + path, "");
    }

    public Answer post(String path, String body) {
        return send("POST", "/" + path, body);
    }

    public Answer put(String path, String body) {
        return send("PUT", "/" + path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", "/" + path, "");
    }

    /** The kinds of what happened to a share, newest first. */
    public List<String> kinds(String id) {
        List<String> kinds = new ArrayList<>();
        get(id + "/history")
                .json()
                .path("history")
                .forEach(entry -> kinds.add(entry.path("kind").textValue()));
        return kinds;
    }

    private Answer send(String method, String below, String body) {
        return doors.send(method, "shares" + below, body, "Authorization", "Bearer " + token);
    }

    /**
     * Presses the button of the page behind a share link.
     *
     * @param fields names and texts in turn
     */
    public static Answer open(String link, String... fields) {
        StringBuilder form = new StringBuilder("do=open");
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&')
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return Doors.send(
                HttpRequest.newBuilder(URI.create(link))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("User-Agent", "Browser of the recipient")
                        .POST(BodyPublishers.ofString(form.toString()))
                        .build());
    }

    /** The study token with which a page sent its visitor to OHIF. */
    public static String token(Answer opened) {
        assertThat(opened.status()).as(opened.body()).isEqualTo(303);
        String location = opened.header("Location");
        assertThat(location).contains("#token=");
        return location.substring(location.indexOf("#token=") + "#token=".length());
    }
}
