package org.dicomaccess.keycloak.http.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.ArrayList;
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
    private static final String ADDRESS = "frontendUrl";
    private static final String NO_DATE_IS_SENT = "2026-12-31T11:00:00Z";
    private static final String REFUSED = "{'granted': false, 'validity': '<int 1..15>'}";
    private static final String NO_SHARE = "{'error-code': 'invalid', 'resources': []}";

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SeveralResourceServers.class)
    ManagedRealm realm;

    @Test
    void profiles_checks_and_searches_are_among_the_calls() {
        assertThat(callsWithTokens())
                .extracting(PluginRecording.Call::path)
                .contains("/user/get-profile", "/tokens/validate", "/tokens/decode");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("users")
    void recorded_requests_are_answered_by_what_the_users_roles_give(
            String user, String name, String permissions, String labels, String groups) {
        realm.updateWithCleanup(r -> r.attribute(ADDRESS, root()));
        String token = Logins.accessToken(realm, "ohif", user);
        TextNode id = TextNode.valueOf(Logins.userId(realm, user));
        String profile =
                """
                {'name': '%s', 'user-id': '<id>', 'permissions': %s, 'authorized-labels': %s,
                 'groups': %s, 'validity': '<int 1..15>'}
                """
                        .formatted(name, permissions, labels, groups);
        List<String> wrong = new ArrayList<>();

        for (PluginRecording.Call call : callsWithTokens()) {
            Answer answer = call.send(realm.getBaseUrl(), token, NO_DATE_IS_SENT);
            String expected =
                    switch (call.path()) {
                        case "/user/get-profile" -> profile;
                        case "/tokens/validate" -> REFUSED;
                        default -> NO_SHARE;
                    };
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            JsonPattern.of(expected).bind("id", id).differences(answer.json()).stream()
                    .map(difference -> call + ": " + difference)
                    .forEach(wrong::add);
        }

        assertThat(wrong).isEmpty();
    }

    static Stream<Arguments> users() {
        return TestTable.of(ProfileIT.class, "users.tsv");
    }

    /** The recorded calls came by another name, and tokens hold good for one issuer only. */
    private String root() {
        return URI.create(realm.getBaseUrl()).resolve("/").toString();
    }

    private static List<PluginRecording.Call> callsWithTokens() {
        return PluginRecording.calls()
                .filter(call -> call.hasToken() && call.hasCredentials())
                .toList();
    }
}
