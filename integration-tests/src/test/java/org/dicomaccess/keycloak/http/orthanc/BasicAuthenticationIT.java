package org.dicomaccess.keycloak.http.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.RawRequest;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** Who may knock at the doors of Orthanc: resource servers, by client id and secret. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class BasicAuthenticationIT {
    private static final String NO_SECRET_OF_ANYBODY = "wrong";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    private Doors doors;

    @BeforeEach
    void knock() {
        doors = new Doors(realm.getBaseUrl());
    }

    // Who may

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "basic ", "BASIC ", "bAsIc "})
    void the_scheme_is_taken_in_any_case(String scheme) {
        assertWelcome(send("Authorization", scheme + credentials("orthanc:" + Doors.SECRET)));
    }

    @Test
    void a_secret_may_hold_colons_spaces_and_letters_beyond_ascii() {
        assertThat(SeveralResourceServers.SECRET).contains(":", " ", "ü");

        assertWelcome(knockAs(SeveralResourceServers.NO_VIEWERS, SeveralResourceServers.SECRET));
    }

    // Who may not

    @ParameterizedTest(name = "{0} with secret {1}")
    @CsvSource({
        "orthanc, wrong",
        "orthanc, Orthanc-demo-secret",
        "orthanc, orthanc-demo-secret.",
        "orthanc, orthanc-demo-secre",
        "orthanc, ''",
        "orthanc, ' orthanc-demo-secret'",
        "orthanc, 'a:secret with ü'",
        "Orthanc, orthanc-demo-secret",
        "'orthanc ', orthanc-demo-secret",
        "'', orthanc-demo-secret",
        "'', ''",
        "nobody, orthanc-demo-secret",
        "nobody, ''",
        "ü, ü",
        "unmarked, 'a:secret with ü'",
        "disabled, 'a:secret with ü'",
        "public, 'a:secret with ü'",
        "public, ''",
        "saml, 'a:secret with ü'",
        "outdated, 'a:secret with ü'",
        "portal, ''",
        "ohif, ''",
        "account, ''",
        "realm-management, ''",
        "admin, admin",
        "doctor, doctor",
    })
    void nobody_but_a_resource_server_with_its_secret_is_let_in(String clientId, String secret) {
        assertUnknown(knockAs(clientId, secret));
    }

    @Test
    void a_resource_server_that_signs_in_otherwise_has_no_secret_here() {
        assertWelcome(knockAs(SeveralResourceServers.NO_VIEWERS, SeveralResourceServers.SECRET));

        realm.updateClientWithCleanup(
                SeveralResourceServers.NO_VIEWERS,
                client -> client.authenticatorType("client-jwt"));

        assertUnknown(knockAs(SeveralResourceServers.NO_VIEWERS, SeveralResourceServers.SECRET));
    }

    @Test
    void a_secret_that_was_changed_is_no_secret() {
        realm.updateClientWithCleanup(
                SeveralResourceServers.NO_VIEWERS, client -> client.secret("another"));

        assertUnknown(knockAs(SeveralResourceServers.NO_VIEWERS, SeveralResourceServers.SECRET));
        assertWelcome(knockAs(SeveralResourceServers.NO_VIEWERS, "another"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic b3J0aGFuYw==",
                "Basic Og==",
                "Basic =",
                "Basic b3J0aGFuYzpvcnRoYW5jLWRlbW8tc2VjcmV0 x",
                "b3J0aGFuYzpvcnRoYW5jLWRlbW8tc2VjcmV0",
                "Basicb3J0aGFuYzpvcnRoYW5jLWRlbW8tc2VjcmV0",
                "Bearer b3J0aGFuYzpvcnRoYW5jLWRlbW8tc2VjcmV0",
                "Digest username=\"orthanc\"",
                "orthanc:orthanc-demo-secret",
                "x"
            })
    void a_malformed_header_lets_nobody_in(String header) {
        assertUnknown(send("Authorization", header));
    }

    @Test
    void two_headers_let_nobody_in_by_the_second() {
        String path = URI.create(realm.getBaseUrl()).getPath() + "/dicom-access/tokens/decode";
        String wrong = Doors.basic("orthanc", NO_SECRET_OF_ANYBODY);
        String right = Doors.basic("orthanc", Doors.SECRET);

        Answer answer =
                new RawRequest("POST", path)
                        .header("Authorization", wrong)
                        .header("Authorization", right)
                        .body("{}".getBytes(StandardCharsets.UTF_8))
                        .send(realm.getBaseUrl());

        assertUnknown(answer);
    }

    @Test
    void a_users_token_is_no_resource_server() {
        String token = Logins.accessToken(realm, "ohif", "admin");

        assertUnknown(send("Authorization", "Bearer " + token));
    }

    @Test
    void without_credentials_every_door_is_closed() {
        Doors anonymous = doors.withoutCredentials();

        for (Answer answer :
                List.of(
                        anonymous.validate("{}"),
                        anonymous.decode("{}"),
                        anonymous.profile("{}"),
                        anonymous.create("ohif-viewer-publication", "{}"),
                        anonymous.create("nonsense", "not JSON"))) {
            assertUnknown(answer);
        }
    }

    @Test
    void whichever_half_was_wrong_the_answer_is_the_same_to_the_letter() {
        Answer wrongSecret = knockAs("orthanc", NO_SECRET_OF_ANYBODY);

        for (Answer other :
                List.of(
                        knockAs("nobody", Doors.SECRET),
                        knockAs(SeveralResourceServers.UNMARKED, SeveralResourceServers.SECRET),
                        knockAs(SeveralResourceServers.DISABLED, SeveralResourceServers.SECRET),
                        knockAs(SeveralResourceServers.PUBLIC, ""),
                        knockAs(SeveralResourceServers.OUTDATED, SeveralResourceServers.SECRET),
                        knockAs(SeveralResourceServers.SAML, SeveralResourceServers.SECRET),
                        send("Authorization", "Basic !!!"),
                        doors.withoutCredentials().decode("{}"))) {
            assertThat(other.status()).isEqualTo(wrongSecret.status());
            assertThat(other.body()).isEqualTo(wrongSecret.body());
            assertThat(headers(other)).isEqualTo(headers(wrongSecret));
        }
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }

    private Answer knockAs(String clientId, String secret) {
        return doors.as(clientId, secret).decode("{}");
    }

    private Answer send(String... headers) {
        return doors.send("POST", "tokens/decode", "{}", headers);
    }

    private static String credentials(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Let in, and told what is missing in the request. */
    private static void assertWelcome(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("token-key");
    }

    private static void assertUnknown(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"dicom-access\"");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(
                        JsonPattern.of(
                                        "{'error': 'invalid_client', 'error_description':"
                                                + " '<string>'}")
                                .differences(answer.json()))
                .isEmpty();
    }
}
