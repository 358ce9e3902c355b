package org.dicomaccess.keycloak.http;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.keycloak.testframework.realm.ManagedRealm;

/** People who sign in to Keycloak; each one's password is the user's name. */
public final class Logins {
    private Logins() {}

    /** The access token of somebody who signs in to a public client. */
    public static String accessToken(ManagedRealm realm, String client, String user) {
        String form =
                "grant_type=password&scope=openid&client_id=%s&username=%s&password=%s"
                        .formatted(encoded(client), encoded(user), encoded(user));
        Answer answer =
                Doors.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                realm.getBaseUrl()
                                                        + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build());
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
        return answer.json().path("access_token").textValue();
    }

    /** Keycloak's id of a user. */
    public static String userId(ManagedRealm realm, String user) {
        return realm.admin().users().searchByUsername(user, true).get(0).getId();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
