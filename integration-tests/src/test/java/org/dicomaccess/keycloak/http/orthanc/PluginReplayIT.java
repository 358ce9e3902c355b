package org.dicomaccess.keycloak.http.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.ShareLinks;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * The recorded calls of a real authorization plugin with the token of a share: each answer is
 * compared field by field and type by type with the line of the same number in the file of answers.
 */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class PluginReplayIT {
    private static final String ANSWERS = "plugin-answers.jsonl";

    private static final String GRANTED = "1.2.826.0.1.3680043.10.1337.1.1";
    private static final String ALSO_GRANTED = "1.2.826.0.1.3680043.10.4242.1.1";

    @InjectRealm(fromJson = "/orthanc-realm.json")
    ManagedRealm realm;

    private String token;
    private String date;

    @BeforeEach
    void give_a_share_of_two_studies() {
        token = new Doors(realm.getBaseUrl()).studyToken(GRANTED, ALSO_GRANTED);
        date = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Test
    void every_recorded_request_has_its_answer() {
        assertThat(TestTable.lines(getClass(), PluginRecording.REQUESTS))
                .hasSameSizeAs(TestTable.lines(getClass(), ANSWERS))
                .hasSizeGreaterThan(50);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recording")
    void a_recorded_request_is_answered_as_the_plugin_reads_it(
            PluginRecording.Call call, JsonNode expected) {
        Answer answer = call.send(realm.getBaseUrl(), token, date);

        assertThat(answer.status()).as(answer.body()).isEqualTo(expected.path("status").intValue());
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        JsonNode body = answer.json();
        JsonPattern pattern =
                new JsonPattern(expected.path("body"))
                        .bind("as sent", call.body(token, date))
                        .bind("sent token", TextNode.valueOf(token))
                        .bind("share link", body.path("url"));
        assertThat(pattern.differences(body)).isEmpty();
        if (expected.path("body").path("url").isTextual()) {
            assertThat(body.path("url").textValue())
                    .matches(ShareLinks.pattern(asCalled(call.recorded())));
        }
    }

    /** A link leads to where the server was called, since it has no fixed name. */
    private String asCalled(JsonNode request) {
        URI base = URI.create(realm.getBaseUrl());
        String host = request.path("headers").path("Host").asText(base.getAuthority());
        return "http://" + host + base.getPath();
    }

    static Stream<Arguments> recording() {
        List<String> answers = TestTable.lines(PluginReplayIT.class, ANSWERS);
        return PluginRecording.calls()
                .map(
                        call ->
                                Arguments.of(
                                        call, PluginRecording.json(answers.get(call.line() - 1))));
    }
}
