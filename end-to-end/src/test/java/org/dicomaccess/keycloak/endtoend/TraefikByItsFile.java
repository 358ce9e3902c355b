package org.dicomaccess.keycloak.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomaccess.keycloak.endtoend.ClientCall.Header;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;

/**
 * Traefik with {@code docker/traefik/forward-auth.yaml}. Its middlewares work in the order in which
 * the router names them. ForwardAuth asks with GET and without a body, hands on the headers of its
 * list, or all of them when it has none, and sets {@code X-Forwarded-*} from what it sees; on any
 * answer but 2xx that answer is the caller's.
 */
final class TraefikByItsFile implements GatewayByItsFile {

    private static final Pattern PREFIX = Pattern.compile("PathPrefix\\(`([^`]+)`\\)");

    private final JsonNode http;
    private final JsonNode router;

    TraefikByItsFile(String host, String orthancApiKey) {
        http =
                ShippedYaml.read(
                                "traefik/forward-auth.yaml",
                                Map.of(
                                        "DICOM_ACCESS_HOST", host,
                                        "DICOM_ACCESS_ENDPOINT", "/realms/orthanc/dicom-access",
                                        "DICOM_ACCESS_AUDIENCE", "orthanc",
                                        "KEYCLOAK_ADDRESS", "keycloak:8080",
                                        "ORTHANC_ADDRESS", "orthanc:8042",
                                        "ORTHANC_API_KEY", orthancApiKey))
                        .path("http");
        router = http.path("routers").path("orthanc");
    }

    @Override
    public boolean checks(String target) {
        Matcher prefixes = PREFIX.matcher(router.path("rule").asText());
        return prefixes.results().anyMatch(prefix -> target.startsWith(prefix.group(1)));
    }

    @Override
    public ClientCall check(ClientCall call) {
        ClientCall before = call;
        for (JsonNode middleware : middlewares()) {
            if (middleware.has("forwardAuth")) {
                return asked(before, middleware.path("forwardAuth"));
            }
            before = through(middleware, before);
        }
        throw new AssertionError("The router of Orthanc asks nobody");
    }

    @Override
    public Outcome after(ClientCall call, RawAnswer checked) {
        if (checked.status() < 200 || checked.status() >= 300) {
            return new Answered(checked);
        }
        ClientCall forwarded = call;
        for (JsonNode middleware : middlewares()) {
            forwarded = through(middleware, forwarded);
        }
        return new Forwarded(forwarded);
    }

    private static ClientCall asked(ClientCall call, JsonNode forwardAuth) {
        if (forwardAuth.path("trustForwardHeader").asBoolean(false)) {
            throw new AssertionError("The caller could say which request it is");
        }
        List<String> allowed = new ArrayList<>();
        forwardAuth.path("authRequestHeaders").forEach(name -> allowed.add(name.asText()));
        List<Header> kept =
                call.headers().stream()
                        .filter(
                                header ->
                                        allowed.isEmpty()
                                                || allowed.stream().anyMatch(header::isNamed))
                        .toList();
        return new ClientCall(
                        "GET", URI.create(forwardAuth.path("address").asText()).getRawPath(), kept)
                .withOnly("X-Forwarded-Method", call.method())
                .withOnly("X-Forwarded-Proto", "https")
                .withOnly("X-Forwarded-Host", "images.example.org")
                .withOnly("X-Forwarded-Uri", call.target())
                .withOnly("X-Forwarded-For", "192.0.2.1");
    }

    private static ClientCall through(JsonNode middleware, ClientCall call) {
        ClientCall changed = call;
        for (JsonNode prefix : middleware.path("stripPrefix").path("prefixes")) {
            if (changed.target().startsWith(prefix.asText())) {
                changed = changed.at(changed.target().substring(prefix.asText().length()));
            }
        }
        for (Map.Entry<String, JsonNode> header :
                middleware.path("headers").path("customRequestHeaders").properties()) {
            changed = changed.withOnly(header.getKey(), header.getValue().asText());
        }
        return changed;
    }

    private List<JsonNode> middlewares() {
        List<JsonNode> middlewares = new ArrayList<>();
        router.path("middlewares")
                .forEach(name -> middlewares.add(http.path("middlewares").required(name.asText())));
        return middlewares;
    }
}
