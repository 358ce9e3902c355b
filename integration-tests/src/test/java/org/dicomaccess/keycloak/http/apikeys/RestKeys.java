package org.dicomaccess.keycloak.http.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.keycloak.testframework.realm.ManagedRealm;

/** The API keys of one person over REST, as a program of theirs asks for them. */
public final class RestKeys {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Doors doors;
    private final String token;

    private RestKeys(Doors doors, String token) {
        this.doors = doors;
        this.token = token;
    }

    /** Those of somebody who signs in now, none to begin with. */
    public static RestKeys none(ManagedRealm realm, String user) {
        RestKeys keys = of(realm, user);
        keys.ids().forEach(keys::delete);
        return keys;
    }

    /** Those of somebody who signs in now. */
    public static RestKeys of(ManagedRealm realm, String user) {
        return new RestKeys(
                new Doors(realm.getBaseUrl()),
                Logins.accessToken(realm, SharingRealm.CLIENT, user));
    }

    /** Those of whoever has this access token. */
    static RestKeys of(Doors doors, String accessToken) {
        return new RestKeys(doors, accessToken);
    }

    /** What asks for a key for these permissions, or all of the owner's when none is named. */
    public static ObjectNode wanted(String... permissions) {
        ObjectNode wanted =
                JsonNodeFactory.instance.objectNode().put("name", "key " + NAMES.incrementAndGet());
        for (String permission : permissions) {
            wanted.withArray("permissions").add(permission);
        }
        return wanted;
    }

    /** A key that was made. */
    public JsonNode made(ObjectNode wanted) {
        Answer answer = make(wanted.toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    /** The text of a key that was made for these permissions. */
    public String key(String... permissions) {
        return text(made(wanted(permissions)));
    }

    public static String text(JsonNode made) {
        return made.path("key").textValue();
    }

    public static String id(JsonNode made) {
        return made.path("id").textValue();
    }

    public Answer make(String body) {
        return send("POST", "", body);
    }

    public Answer list() {
        return send("GET", "", "");
    }

    public List<String> ids() {
        List<String> ids = new ArrayList<>();
        list().json().path("api_keys").forEach(key -> ids.add(id(key)));
        return ids;
    }

    public Answer get(String id) {
        return send("GET", "/" + id, "");
    }

    public Answer delete(String id) {
        return send("DELETE", "/" + id, "");
    }

    private Answer send(String method, String below, String body) {
        return doors.send(method, "api-keys" + below, body, "Authorization", "Bearer " + token);
    }
}
