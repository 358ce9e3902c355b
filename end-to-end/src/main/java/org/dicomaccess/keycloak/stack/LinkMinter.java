package org.dicomaccess.keycloak.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/**
 * Asks Keycloak for shares and tokens as Orthanc's plugin does: as the resource server {@code
 * orthanc}.
 */
public final class LinkMinter {

    private static final String OHIF_PUBLICATION = "ohif-viewer-publication";

    /** Client id and secret of the resource server in the exported realm. */
    private static final String CREDENTIALS = "orthanc:orthanc-demo-secret";

    private final ObjectMapper json = new ObjectMapper();
    private final Http http = new Http();
    private final URI endpoint;

    /**
     * Mints at one realm.
     *
     * @param endpoint the extension's, with a slash at the end
     */
    public LinkMinter(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** A share of exactly these studies, until then, to be looked at in OHIF. */
    public Publication publish(List<SampleStudy> studies, Instant expiry) {
        JsonNode answer = ask(OHIF_PUBLICATION, studies, expiry);
        return new Publication(
                answer.required("token").asText(), URI.create(answer.required("url").asText()));
    }

    /**
     * A study token by itself.
     *
     * @param type of the plugin, such as {@code download-instant-link}; decides what may be done
     */
    public String mintToken(String type, List<SampleStudy> studies, Instant expiry) {
        return ask(type, studies, expiry).required("token").asText();
    }

    private JsonNode ask(String type, List<SampleStudy> studies, Instant expiry) {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.resolve("tokens/" + type))
                        .header("Authorization", "Basic " + base64(CREDENTIALS))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(question(type, studies, expiry)))
                        .build();
        try {
            return json.readTree(http.send(request));
        } catch (JsonProcessingException notJson) {
            throw new StackException("The answer to a wish for a link is no JSON", notJson);
        }
    }

    private String question(String type, List<SampleStudy> studies, Instant expiry) {
        ObjectNode question = json.createObjectNode();
        question.put("type", type).put("expiration-date", expiry.toString());
        ArrayNode resources = question.putArray("resources");
        for (SampleStudy study : studies) {
            resources
                    .addObject()
                    .put("dicom-uid", study.studyInstanceUid())
                    .put("orthanc-id", study.orthancId())
                    .put("level", "study");
        }
        return question.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
