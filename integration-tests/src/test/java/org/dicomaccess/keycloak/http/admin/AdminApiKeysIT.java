package org.dicomaccess.keycloak.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.apikeys.KeyRealm;
import org.dicomaccess.keycloak.http.apikeys.RestKeys;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.testframework.annotations.InjectAdminEvents;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.events.AdminEvents;
import org.keycloak.testframework.realm.ManagedRealm;

/** What administrators see of people's API keys and do to them. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class AdminApiKeysIT {
    private static final String NO_KEY = "7c4b5f3e-90ab-4cde-8f01-23456789abcd";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = KeyRealm.class)
    ManagedRealm realm;

    @InjectAdminEvents AdminEvents events;

    private RestKeys keys;
    private JsonNode made;
    private String owner;

    @BeforeEach
    void make_one() {
        keys = RestKeys.none(realm, KeyRealm.SCRIPTER);
        made = keys.made(RestKeys.wanted("view").put("name", "night job"));
        owner = Logins.userId(realm, KeyRealm.SCRIPTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {KeyRealm.USER_VIEWER, KeyRealm.USER_MANAGER})
    void whoever_may_view_users_sees_their_keys_without_what_opens_anything(String admin) {
        Answer list = ask(admin, "GET", owner, "");
        Answer one = ask(admin, "GET", owner, "/" + RestKeys.id(made));

        assertThat(one.status()).isEqualTo(200);
        assertThat(one.json()).isEqualTo(((ObjectNode) made.deepCopy()).without("key"));
        assertThat(list.json().path("api_keys")).containsExactly(one.json());
        assertThat(list.body()).doesNotContain("sha256", "dak.");
    }

    @Test
    void whoever_may_only_view_users_revokes_nothing() {
        assertThat(ask(KeyRealm.USER_VIEWER, "DELETE", owner, "/" + RestKeys.id(made)).status())
                .isEqualTo(403);

        assertThat(keys.ids()).containsExactly(RestKeys.id(made));
    }

    @ParameterizedTest
    @ValueSource(strings = {KeyRealm.REALM_MANAGER, KeyRealm.SCRIPTER, "admin", "external"})
    void whoever_administers_something_else_or_nothing_learns_nothing(String user) {
        for (String of : List.of(owner, "nobody")) {
            for (Answer answer :
                    List.of(
                            ask(user, "GET", of, ""),
                            ask(user, "GET", of, "/" + RestKeys.id(made)),
                            ask(user, "DELETE", of, "/" + RestKeys.id(made)),
                            ask(user, "DELETE", of, "/" + NO_KEY))) {
                assertThat(answer.status()).as(answer.body()).isEqualTo(403);
                assertThat(answer.body()).doesNotContain("night job");
            }
        }
        assertThat(keys.ids()).hasSize(1);
    }

    @Test
    void revoking_is_an_admin_event_and_the_key_is_refused_from_then_on() {
        Doors doors = new Doors(realm.getBaseUrl());
        String key = RestKeys.text(made);
        assertThat(name(doors, key)).contains("night job");
        events.skipAll();

        Answer answer = ask(KeyRealm.USER_MANAGER, "DELETE", owner, "/" + RestKeys.id(made));

        assertThat(answer.status()).isEqualTo(204);
        AdminEventRepresentation event = events.poll();
        assertThat(event.getOperationType()).isEqualTo("DELETE");
        assertThat(event.getResourceType()).isEqualTo("DICOM_API_KEY");
        assertThat(event.getResourcePath())
                .isEqualTo("dicom-access/users/" + owner + "/api-keys/" + RestKeys.id(made));
        assertThat(event.getDetails())
                .containsEntry("credential_type", "dicom-access-api-key")
                .containsEntry("credential_id", RestKeys.id(made))
                .containsEntry("credential_user_label", "night job");
        assertThat(event.getAuthDetails().getUserId())
                .isEqualTo(Logins.userId(realm, KeyRealm.USER_MANAGER));
        assertThat(name(doors, key)).isEqualTo("anonymous");
        assertThat(keys.ids()).isEmpty();
    }

    @Test
    void what_is_not_there_is_revoked_without_an_event() {
        String other = Logins.userId(realm, KeyRealm.COLLEAGUE);
        String token = tokenOf(KeyRealm.USER_MANAGER);
        events.skipAll();

        for (String path :
                List.of(
                        owner + "/api-keys/" + NO_KEY,
                        owner + "/api-keys/%00",
                        other + "/api-keys/" + RestKeys.id(made),
                        "nobody/api-keys/" + RestKeys.id(made),
                        "%00/api-keys/" + RestKeys.id(made))) {
            Answer answer = send(token, "DELETE", path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.json().path("error").textValue()).isEqualTo("not_found");
        }

        assertThat(events.poll()).isNull();
        assertThat(keys.ids()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, '', 405",
        "DELETE, '', 405",
        "PUT, '', 405",
        "POST, /x, 405",
        "PUT, /x, 405",
        "GET, /x, 404",
        "GET, /x/y, 404"
    })
    void every_other_call_is_refused_in_one_shape(String method, String path, int status) {
        Answer answer = ask(KeyRealm.USER_MANAGER, method, owner, path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("error").textValue()).isIn("not_found", "invalid_request");
    }

    @Test
    void an_api_key_is_no_administrators_token() {
        String key = RestKeys.none(realm, KeyRealm.ADMIN).key();

        assertThat(send(key, "GET", owner + "/api-keys").status()).isEqualTo(401);
        assertThat(send(key, "DELETE", owner + "/api-keys/" + RestKeys.id(made)).status())
                .isEqualTo(401);
    }

    private static String name(Doors doors, String key) {
        return doors.profile(Doors.tokenIn("api-key", key).putNull("server-id").toString())
                .json()
                .path("name")
                .textValue();
    }

    private String tokenOf(String user) {
        return Logins.accessToken(realm, "admin-cli", user);
    }

    private Answer ask(String admin, String method, String user, String below) {
        return send(tokenOf(admin), method, user + "/api-keys" + below);
    }

    private Answer send(String token, String method, String path) {
        String root = realm.getBaseUrl().replace("/realms/", "/admin/realms/");
        return Doors.send(
                HttpRequest.newBuilder(URI.create(root + "/dicom-access/users/" + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.noBody())
                        .build());
    }
}
