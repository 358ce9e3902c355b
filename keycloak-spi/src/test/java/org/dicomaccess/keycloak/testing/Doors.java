package org.dicomaccess.keycloak.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The doors of one realm's endpoint, called over HTTP as Orthanc, a gateway and a viewer do. */
public final class Doors {
    /** The resource server of the imported realm, and the audience of its study tokens. */
    public static final String RESOURCE_SERVER = "orthanc";

    public static final String SECRET = "orthanc-demo-secret";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String root;
    private final Optional<String> basic;

    /**
     * The doors of a realm, knocked at as its resource server {@value #RESOURCE_SERVER}.
     *
     * @param realmBaseUrl such as {@code http://localhost:8080/realms/orthanc}
     */
    public Doors(String realmBaseUrl) {
        this(realmBaseUrl + "/dicom-access/", Optional.of(basic(RESOURCE_SERVER, SECRET)));
    }

    private Doors(String root, Optional<String> basic) {
        this.root = root;
        this.basic = basic;
    }

    /** The same doors, as another resource server. */
    public Doors as(String clientId, String secret) {
        return new Doors(root, Optional.of(basic(clientId, secret)));
    }

    /** The same doors, with no credentials at the doors of Orthanc. */
    public Doors withoutCredentials() {
        return new Doors(root, Optional.empty());
    }

    /** {@code POST tokens/validate}. */
    public Answer validate(String json) {
        return asResourceServer("POST", "tokens/validate", json);
    }

    /** Whether {@code tokens/validate} lets this token read this study. */
    public Answer validate(String token, String studyInstanceUid) {
        ObjectNode request = tokenIn("token", token);
        request.put("server-id", (String) null);
        request.put("level", "study").put("method", "get");
        request.put("dicom-uid", studyInstanceUid).put("orthanc-id", "");
        return validate(request.toString());
    }

    /** {@code POST tokens/decode}. */
    public Answer decode(String json) {
        return asResourceServer("POST", "tokens/decode", json);
    }

    /** {@code POST tokens/decode} for a token that came in the header {@code token}. */
    public Answer decodeToken(String token) {
        return decode(tokenIn("token", token).toString());
    }

    /** {@code PUT tokens/{type}}. */
    public Answer create(String type, String json) {
        return asResourceServer("PUT", "tokens/" + type, json);
    }

    /** A study token for these studies, as Orthanc asks for the link of a publication to OHIF. */
    public String studyToken(String... studyInstanceUids) {
        Answer answer = create("ohif-viewer-publication", ohifPublication(studyInstanceUids));
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
        return answer.json().path("token").textValue();
    }

    /** The body that asks for it; without an end. */
    public static String ohifPublication(String... studyInstanceUids) {
        ObjectNode request = JSON.createObjectNode().put("type", "ohif-viewer-publication");
        ArrayNode resources = request.putArray("resources");
        for (String uid : studyInstanceUids) {
            resources.addObject().put("dicom-uid", uid).put("level", "study");
        }
        return request.toString();
    }

    /** {@code POST user/get-profile}. */
    public Answer profile(String json) {
        return asResourceServer("POST", "user/get-profile", json);
    }

    /** {@code POST user/get-profile} for a token that came in the header {@code token}. */
    public Answer profileOfToken(String token) {
        return profile(tokenIn("token", token).put("server-id", (String) null).toString());
    }

    /**
     * {@code GET check/orthanc}.
     *
     * @param headers names and values in turn
     */
    public Answer check(String... headers) {
        return checkFor(RESOURCE_SERVER, headers);
    }

    /** {@code GET check/{audience}}, for Envoy with a path below it. */
    public Answer checkFor(String audience, String... headers) {
        return send("GET", "check/" + audience, "", headers);
    }

    /** {@code GET grant} as the bearer of this token. */
    public Answer grant(String token) {
        return send("GET", "grant", "", "Authorization", "Bearer " + token);
    }

    /** A call with Basic credentials, if this has any. */
    public Answer asResourceServer(String method, String path, String body) {
        return basic.map(value -> send(method, path, body, "Authorization", value))
                .orElseGet(() -> send(method, path, body));
    }

    /**
     * Any call, with no headers but these.
     *
     * @param path below {@code dicom-access/}, encoded
     * @param body empty for none
     * @param headers names and values in turn
     */
    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Any request, not only to these doors. At these, the answer is as documented. */
    public static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
            ApiContract.check(request.method(), request.uri(), answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The two fields in which Orthanc's plugin passes a token on. */
    public static ObjectNode tokenIn(String key, String token) {
        return JSON.createObjectNode().put("token-key", key).put("token-value", token);
    }

    /** The value of an {@code Authorization} header (RFC 7617). */
    public static String basic(String clientId, String secret) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** An answer, read to its end. */
    public record Answer(int status, HttpHeaders headers, String body) {

        /** The body, which must be JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("status " + status + ", not JSON: " + body, e);
            }
        }

        /** The only or first header of this name; empty text when there is none. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The reason's code, as the doors of gateway and viewer give it. */
        public String reason() {
            return header("X-Dicom-Access-Reason");
        }
    }
}
