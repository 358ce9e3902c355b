package org.dicomaccess.keycloak.details;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.keycloak.testframework.realm.ManagedRealm;

/** A confidential client at Keycloak's endpoints. */
final class OAuthClient {
    static final String DETAILS = "authorization_details";

    private final String root;
    private final String id;

    OAuthClient(ManagedRealm realm, String id) {
        this.root = realm.getBaseUrl() + "/protocol/openid-connect/";
        this.id = id;
    }

    /**
     * A call of the token endpoint.
     *
     * @param fields names and values in turn, beside the client's own
     */
    Answer token(String... fields) {
        return post("token", fields);
    }

    /** A call of any endpoint, with the client's own fields. */
    Answer post(String endpoint, String... fields) {
        Map<String, String> form = new LinkedHashMap<>(NarrowingRealm.credentials(id));
        form.putAll(pairs(fields));
        return Doors.send(
                HttpRequest.newBuilder(URI.create(root + endpoint))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form)))
                        .build());
    }

    /** The password grant with details; the password is the user's name. */
    Answer byPassword(String user, String details) {
        return token(
                "grant_type",
                "password",
                "scope",
                "openid",
                "username",
                user,
                "password",
                user,
                DETAILS,
                details);
    }

    /** The authorization request of the code flow, and what people do with it. */
    Authorization authorization(String... more) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("scope", "openid");
        query.put("client_id", id);
        query.put("redirect_uri", NarrowingRealm.REDIRECT);
        query.putAll(pairs(more));
        return new Authorization(root + "auth?" + encoded(query));
    }

    /** The token answer to a code, perhaps with details. */
    Answer redeem(String code, String... more) {
        List<String> fields =
                new ArrayList<>(
                        List.of(
                                "grant_type",
                                "authorization_code",
                                "redirect_uri",
                                NarrowingRealm.REDIRECT,
                                "code",
                                code));
        fields.addAll(List.of(more));
        return token(fields.toArray(String[]::new));
    }

    static Map<String, String> pairs(String... fields) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            pairs.put(fields[i], fields[i + 1]);
        }
        return pairs;
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .collect(joining("&"));
    }

    /** The arguments of an address that somebody was sent to. */
    static Map<String, String> arguments(String location) {
        Map<String, String> arguments = new LinkedHashMap<>();
        String query = location.substring(location.indexOf(location.contains("?") ? '?' : '#') + 1);
        for (String argument : query.split("&", -1)) {
            int equals = argument.indexOf('=');
            arguments.put(
                    argument.substring(0, equals),
                    URLDecoder.decode(argument.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return arguments;
    }
}
