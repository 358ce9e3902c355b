package org.dicomaccess.keycloak.http.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.Logins;
import org.dicomaccess.keycloak.http.SeveralResourceServers;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * The recorded calls of a real authorization plugin with the access token of somebody who signed
 * in: their profile says what their roles give, and no study opens beside it.
 */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class UserReplayIT {
    private static final String NO_DATE_IS_SENT = "2026-12-31T11:00:00Z";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    @Test
    void profiles_checks_and_searches_are_among_the_calls() {
        assertThat(callsWithTokens())
                .extracting(PluginRecording.Call::path)
                .contains("/user/get-profile", "/tokens/validate", "/tokens/decode");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("callsOfUsers")
    void a_recorded_request_is_answered_by_what_the_users_roles_give(
            String user, PluginRecording.Call call, String profile) {
        String token = Logins.accessToken(realm, "ohif", user);

        Answer answer = call.send(realm.getBaseUrl(), token, NO_DATE_IS_SENT);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonPattern expected =
                JsonPattern.of(
                                switch (call.path()) {
                                    case "/user/get-profile" -> profile;
                                    case "/tokens/validate" ->
                                            "{'granted': false, 'validity': '<int 1..15>'}";
                                    default -> "{'error-code': 'invalid', 'resources': []}";
                                })
                        .bind("id", TextNode.valueOf(Logins.userId(realm, user)));
        assertThat(expected.differences(answer.json())).isEmpty();
    }

    static Stream<Arguments> callsOfUsers() {
        return TestTable.rows(ProfileIT.class, "users.tsv").stream()
                .flatMap(
                        user ->
                                callsWithTokens().stream()
                                        .map(
                                                call ->
                                                        Arguments.of(
                                                                user.get(0), call, profile(user))));
    }

    private static List<PluginRecording.Call> callsWithTokens() {
        return PluginRecording.calls()
                .filter(call -> call.hasToken() && call.hasCredentials())
                .toList();
    }

    private static String profile(List<String> user) {
        return """
        {'name': '%s', 'user-id': '<id>', 'permissions': %s, 'authorized-labels': %s,
         'groups': %s, 'validity': '<int 1..15>'}
        """
                .formatted(user.get(1), user.get(2), user.get(3), user.get(4));
    }
}
