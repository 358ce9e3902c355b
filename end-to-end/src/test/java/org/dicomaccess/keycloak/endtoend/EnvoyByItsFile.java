package org.dicomaccess.keycloak.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dicomaccess.keycloak.endtoend.ClientCall.Header;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;

/**
 * Envoy with {@code docker/envoy/envoy.yaml}. Its ext_authz filter asks with the caller's method,
 * with the path behind a prefix, and with no body; of the caller's headers it hands on Host,
 * Authorization and those of its list. 200 goes on, the headers of a list as metadata; what cannot
 * be asked or is answered with 5xx has the status of its own setting; the rest is the caller's,
 * with the headers of another list. A fragment never comes so far: Envoy refuses it. The Lua filter
 * behind it is run, in a Lua of its own.
 */
final class EnvoyByItsFile implements GatewayByItsFile {

    private final JsonNode connections;

    EnvoyByItsFile(String host, String orthancApiKey) {
        JsonNode file =
                ShippedYaml.read(
                        "envoy/envoy.yaml",
                        Map.ofEntries(
                                Map.entry("ENVOY_PORT", "8088"),
                                Map.entry("DICOM_ACCESS_HOST", host),
                                Map.entry("DICOM_ACCESS_SCHEME", "https"),
                                Map.entry("DICOM_ACCESS_ENDPOINT", "/realms/orthanc/dicom-access"),
                                Map.entry("DICOM_ACCESS_AUDIENCE", "orthanc"),
                                Map.entry("KEYCLOAK_HOST", "keycloak"),
                                Map.entry("KEYCLOAK_PORT", "8080"),
                                Map.entry("ORTHANC_HOST", "orthanc"),
                                Map.entry("ORTHANC_PORT", "8042"),
                                Map.entry("ORTHANC_API_KEY", orthancApiKey),
                                Map.entry("VIEWER_HOST", "viewer"),
                                Map.entry("VIEWER_PORT", "8080")));
        connections =
                file.at("/static_resources/listeners/0/filter_chains/0/filters/0/typed_config");
    }

    /** What the listener is told about connections, paths and filters. */
    JsonNode connections() {
        return connections;
    }

    @Override
    public boolean checks(String target) {
        return !routeOf(target)
                .path("typed_per_filter_config")
                .path("envoy.filters.http.ext_authz")
                .path("disabled")
                .asBoolean(false);
    }

    @Override
    public ClientCall check(ClientCall call) {
        List<String> allowed = exact(authorization().path("allowed_headers"));
        List<Header> kept =
                call.headers().stream()
                        .map(header -> new Header(lower(header.name()), header.value()))
                        .filter(
                                header ->
                                        header.isNamed("authorization")
                                                || allowed.contains(header.name()))
                        .toList();
        String prefix = authorization().path("http_service").path("path_prefix").asText();
        return new ClientCall(call.method(), prefix + call.target(), kept)
                .with("content-length", "0");
    }

    @Override
    public Outcome after(ClientCall call, RawAnswer checked) {
        if (call.target().contains("#")) {
            return new Answered(new RawAnswer("HTTP/1.1 400 Bad Request\r\n\r\n"));
        }
        if (checked.status() == 200) {
            return EnvoyLua.of(script()).onRequest(call, metadata(checked));
        }
        if (checked.status() >= 500 || checked.status() == 0) {
            String status = authorization().path("status_on_error").path("code").asText();
            int code = status.equals("ServiceUnavailable") ? 503 : 403;
            return new Answered(new RawAnswer("HTTP/1.1 " + code + " " + status + "\r\n\r\n"));
        }
        return new Answered(refused(checked));
    }

    private Map<String, String> metadata(RawAnswer checked) {
        List<String> wanted =
                exact(
                        authorization()
                                .at("/http_service/authorization_response")
                                .path("dynamic_metadata_from_headers"));
        Map<String, String> metadata = new LinkedHashMap<>();
        wanted.forEach(name -> checked.header(name).ifPresent(value -> metadata.put(name, value)));
        return metadata;
    }

    @Override
    public RawAnswer shown(RawAnswer answer) {
        return EnvoyLua.of(script()).onResponse(answer);
    }

    private RawAnswer refused(RawAnswer checked) {
        List<String> shown =
                exact(
                        authorization()
                                .at("/http_service/authorization_response")
                                .path("allowed_client_headers"));
        String headers =
                shown.stream()
                        .filter(name -> checked.header(name).isPresent())
                        .map(name -> name + ": " + checked.header(name).orElseThrow() + "\r\n")
                        .collect(Collectors.joining());
        return new RawAnswer(
                "HTTP/1.1 " + checked.status() + " -\r\n" + headers + "\r\n" + checked.body());
    }

    private JsonNode routeOf(String target) {
        String path = target.split("\\?", 2)[0];
        return stream(connections.at("/route_config/virtual_hosts/0/routes"))
                .filter(route -> matches(route.path("match"), path))
                .findFirst()
                .orElseThrow();
    }

    private static boolean matches(JsonNode match, String path) {
        if (match.has("path")) {
            return path.equals(match.path("path").asText());
        }
        if (match.has("prefix")) {
            return path.startsWith(match.path("prefix").asText()) || !path.startsWith("/");
        }
        return path.matches(match.path("safe_regex").path("regex").asText());
    }

    private JsonNode authorization() {
        return filter("envoy.filters.http.ext_authz");
    }

    private String script() {
        return filter("envoy.filters.http.lua").at("/default_source_code/inline_string").asText();
    }

    private JsonNode filter(String name) {
        return stream(connections.path("http_filters"))
                .filter(filter -> filter.path("name").asText().equals(name))
                .map(filter -> Objects.requireNonNull(filter.get("typed_config")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> exact(JsonNode matchers) {
        return stream(matchers.path("patterns"))
                .map(pattern -> pattern.required("exact").asText())
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
