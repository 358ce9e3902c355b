package org.dicomaccess.keycloak.http.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.JsonPattern;
import org.dicomaccess.keycloak.http.RawRequest;
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
 * The calls of a real authorization plugin, as they came over the wire: each line of the recording
 * is sent again, byte for byte but for tokens, secret and date, and its answer is compared field by
 * field and type by type with the line of the same number in the file of answers.
 */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class PluginReplayIT {
    private static final String REQUESTS = "plugin-requests.jsonl";
    private static final String ANSWERS = "plugin-answers.jsonl";

    private static final String GRANTED = "1.2.826.0.1.3680043.10.1337.1.1";
    private static final String ALSO_GRANTED = "1.2.826.0.1.3680043.10.4242.1.1";

    /** What stands in the recording for a token; the number only told the calls apart. */
    private static final String RECORDED_TOKEN = "share1(\\.[0-9]+)?";

    private static final String RECORDED_DATE = "2026-12-31T11:00:00Z";
    private static final String RECORDED_CREDENTIALS = "Basic <client id:secret>";

    private static final ObjectMapper JSON = new ObjectMapper();

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
        assertThat(TestTable.lines(getClass(), REQUESTS))
                .hasSameSizeAs(TestTable.lines(getClass(), ANSWERS))
                .hasSizeGreaterThan(50);
    }

    @ParameterizedTest(name = "line {0}: {1}")
    @MethodSource("recording")
    void a_recorded_request_is_answered_as_the_plugin_reads_it(
            int line, String call, JsonNode request, JsonNode expected) {
        JsonNode sentBody = replaced(request.path("body"));

        Answer answer = replay(request, sentBody);

        assertThat(answer.status()).as(answer.body()).isEqualTo(expected.path("status").intValue());
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        JsonNode body = answer.json();
        JsonPattern pattern =
                new JsonPattern(expected.path("body"))
                        .bind("as sent", sentBody)
                        .bind("sent token", TextNode.valueOf(token))
                        .bind("share link", body.path("url"));
        assertThat(pattern.differences(body)).isEmpty();
        if (expected.path("body").path("url").isTextual()) {
            assertThat(body.path("url").textValue()).matches(ShareLinks.pattern(asCalled(request)));
        }
    }

    /** A link leads to where the server was called, since it has no fixed name. */
    private String asCalled(JsonNode request) {
        URI base = URI.create(realm.getBaseUrl());
        String host = request.path("headers").path("Host").asText(base.getAuthority());
        return "http://" + host + base.getPath();
    }

    private Answer replay(JsonNode recorded, JsonNode body) {
        String root = URI.create(realm.getBaseUrl()).getPath() + "/dicom-access";
        RawRequest request =
                new RawRequest(
                        recorded.path("method").textValue(),
                        root + recorded.path("path").textValue());
        recorded.path("headers")
                .properties()
                .forEach(
                        header ->
                                request.header(
                                        header.getKey(), replaced(header.getValue().textValue())));
        if (recorded.path("headers").has("Transfer-Encoding")) {
            request.chunkedBody(body.isNull() ? "" : body.toString());
        }
        return request.send(realm.getBaseUrl());
    }

    private JsonNode replaced(JsonNode recorded) {
        return json(replaced(recorded.toString()));
    }

    private String replaced(String recorded) {
        return recorded.replaceAll(RECORDED_TOKEN, token)
                .replace(RECORDED_DATE, date)
                .replace(RECORDED_CREDENTIALS, Doors.basic(Doors.RESOURCE_SERVER, Doors.SECRET));
    }

    static Stream<Arguments> recording() {
        List<String> requests = TestTable.lines(PluginReplayIT.class, REQUESTS);
        List<String> answers = TestTable.lines(PluginReplayIT.class, ANSWERS);
        return IntStream.range(0, requests.size())
                .mapToObj(
                        i -> {
                            JsonNode request = json(requests.get(i));
                            String call =
                                    request.path("method").textValue()
                                            + " "
                                            + request.path("path").textValue();
                            return Arguments.of(i + 1, call, request, json(answers.get(i)));
                        });
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
