package org.dicomaccess.keycloak.http.orthanc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.http.RawRequest;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;

/**
 * The calls of a real authorization plugin, as they came over the wire. Each is sent again byte for
 * byte, but for token, secret and date.
 */
final class PluginRecording {
    static final String REQUESTS = "plugin-requests.jsonl";

    /** What stands in the recording for a token; the number only told the calls apart. */
    private static final String RECORDED_TOKEN = "share1(\\.[0-9]+)?";

    private static final String RECORDED_DATE = "2026-12-31T11:00:00Z";
    private static final String RECORDED_CREDENTIALS = "Basic <client id:secret>";

    private static final ObjectMapper JSON = new ObjectMapper();

    private PluginRecording() {}

    static Stream<Call> calls() {
        List<String> requests = TestTable.lines(PluginRecording.class, REQUESTS);
        return IntStream.range(0, requests.size())
                .mapToObj(i -> new Call(i + 1, json(requests.get(i))));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One call.
     *
     * @param line where it stands in the recording, from 1 on
     */
    record Call(int line, JsonNode recorded) {

        String path() {
            return recorded.path("path").textValue();
        }

        /** Whether it passes on what somebody sent to Orthanc as a token. */
        boolean hasToken() {
            return recorded.path("body")
                    .path("token-value")
                    .asText("")
                    .replace("Bearer ", "")
                    .matches(RECORDED_TOKEN);
        }

        /** Whether the plugin called in the name of a resource server. */
        boolean hasCredentials() {
            return recorded.path("headers").has("Authorization");
        }

        /** The body that is sent, with these in place of the recorded ones. */
        JsonNode body(String token, String date) {
            return replaced(recorded.path("body"), token, date);
        }

        Answer send(String realm, String token, String date) {
            RawRequest request =
                    new RawRequest(
                            recorded.path("method").textValue(),
                            URI.create(realm).getPath() + "/dicom-access" + path());
            replaced(recorded.path("headers"), token, date)
                    .properties()
                    .forEach(header -> request.header(header.getKey(), header.getValue().asText()));
            if (recorded.path("headers").has("Transfer-Encoding")) {
                JsonNode body = body(token, date);
                request.chunkedBody(body.isNull() ? "" : body.toString());
            }
            return request.send(realm);
        }

        private static JsonNode replaced(JsonNode recorded, String token, String date) {
            return json(
                    recorded.toString()
                            .replaceAll(RECORDED_TOKEN, token)
                            .replace(RECORDED_DATE, date)
                            .replace(
                                    RECORDED_CREDENTIALS,
                                    Doors.basic(Doors.RESOURCE_SERVER, Doors.SECRET)));
        }

        @Override
        public String toString() {
            return "line " + line + ": " + recorded.path("method").textValue() + " " + path();
        }
    }
}
