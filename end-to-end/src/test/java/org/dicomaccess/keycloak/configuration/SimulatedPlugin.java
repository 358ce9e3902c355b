package org.dicomaccess.keycloak.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.dicomaccess.keycloak.stack.Stack;

/**
 * What Orthanc's authorization plugin does, in front of the real Orthanc: Debian does not package
 * the plugin. It reads the shipped {@code Permissions}, asks the real Keycloak for the profile of
 * whoever sends a token, and then about the token itself, at the level of studies; what passes goes
 * to Orthanc as it came. It keeps no answers.
 */
public final class SimulatedPlugin implements AutoCloseable {

    private static final Set<String> LOCKS = Set.of("share-lock", "share-view-only");
    private static final Pattern BY_ID =
            Pattern.compile("^/(studies|series|instances)/([a-f0-9-]+)(|/.*)$");
    private static final Pattern BY_UID = Pattern.compile("^/dicom-web/studies/([.0-9]+)(|/.*)$");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final PluginStudyPaths studyPaths = PluginStudyPaths.read();
    private final List<OrthancPermissions.Entry> entries;
    private final URI orthanc;
    private final URI webService;
    private final String credentials;
    private final HttpServer server;

    private SimulatedPlugin(Stack stack, Predicate<OrthancPermissions.Entry> kept) {
        this.entries = OrthancPermissions.read().entries().stream().filter(kept).toList();
        this.orthanc = stack.orthanc().root();
        this.webService = stack.keycloak().endpoint();
        this.credentials =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString("orthanc:orthanc-demo-secret".getBytes(UTF_8));
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** With the list as it is shipped. */
    public static SimulatedPlugin asShipped(Stack stack) {
        return new SimulatedPlugin(stack, entry -> true);
    }

    /** With the list as it is shipped, without the entries that lock shares out. */
    public static SimulatedPlugin withoutLocks(Stack stack) {
        return new SimulatedPlugin(
                stack, entry -> entry.permissions().stream().noneMatch(LOCKS::contains));
    }

    /** Orthanc's REST API as the plugin guards it, with a slash at the end. */
    public URI root() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            if (passes(exchange)) {
                forward(exchange, body);
            } else {
                exchange.sendResponseHeaders(403, -1);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private boolean passes(HttpExchange exchange) throws IOException, InterruptedException {
        String method = exchange.getRequestMethod().toLowerCase(Locale.ROOT);
        String path = exchange.getRequestURI().getRawPath();
        Set<String> needed =
                entries.stream()
                        .filter(entry -> entry.matches(method, path))
                        .findFirst()
                        .orElseThrow()
                        .permissions();
        if (needed.contains("")) {
            return true;
        }
        Optional<Map.Entry<String, String>> token = token(exchange);
        JsonNode profile = ask("user/get-profile", question(token));
        boolean isPermitted =
                texts(profile.required("permissions")).stream().anyMatch(needed::contains);
        boolean hasStudy = studyPaths.has(path);
        if (isPermitted) {
            // The samples have no labels, so nothing but all labels reaches them.
            return !hasStudy || texts(profile.required("authorized-labels")).contains("*");
        }
        if (token.isEmpty()) {
            return false;
        }
        ObjectNode question = question(token).put("method", method);
        if (hasStudy) {
            JsonNode study = studyOf(path);
            question.put("level", "study")
                    .put("orthanc-id", study.path("ID").asText())
                    .put(
                            "dicom-uid",
                            study.path("MainDicomTags").path("StudyInstanceUID").asText());
        } else if (path.startsWith("/patients")) {
            return false;
        } else {
            question.put("level", "system").put("uri", path);
        }
        return ask("tokens/validate", question).required("granted").booleanValue();
    }

    private static Optional<Map.Entry<String, String>> token(HttpExchange exchange) {
        for (String name : List.of("Authorization", "token", "api-key")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                return Optional.of(Map.entry(name, value));
            }
        }
        return Optional.empty();
    }

    private ObjectNode question(Optional<Map.Entry<String, String>> token) {
        ObjectNode question = json.createObjectNode();
        question.putNull("server-id");
        return question.put("token-key", token.map(Map.Entry::getKey).orElse(""))
                .put("token-value", token.map(Map.Entry::getValue).orElse(""));
    }

    private JsonNode studyOf(String path) throws IOException, InterruptedException {
        Matcher byId = BY_ID.matcher(path);
        Matcher byUid = BY_UID.matcher(path);
        if (byId.matches()) {
            String study = byId.group(1).equals("studies") ? "" : "/study";
            return read("%s/%s%s".formatted(byId.group(1), byId.group(2), study));
        }
        if (!byUid.matches()) {
            throw new IOException("No study in " + path);
        }
        HttpRequest lookup =
                HttpRequest.newBuilder(orthanc.resolve("tools/lookup"))
                        .POST(HttpRequest.BodyPublishers.ofString(byUid.group(1)))
                        .build();
        for (JsonNode found : json.readTree(sent(lookup).body())) {
            if (found.path("Type").asText().equals("Study")) {
                return read("studies/" + found.path("ID").asText());
            }
        }
        return json.createObjectNode();
    }

    private JsonNode read(String path) throws IOException, InterruptedException {
        return json.readTree(sent(HttpRequest.newBuilder(orthanc.resolve(path)).build()).body());
    }

    private JsonNode ask(String door, ObjectNode question)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(webService.resolve(door))
                        .header("Authorization", credentials)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
                        .build();
        return json.readTree(sent(request).body());
    }

    private HttpResponse<byte[]> sent(HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private void forward(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        String target = exchange.getRequestURI().toString().substring(1);
        HttpResponse<byte[]> answer =
                sent(
                        HttpRequest.newBuilder(orthanc.resolve(target))
                                .method(
                                        exchange.getRequestMethod(),
                                        HttpRequest.BodyPublishers.ofByteArray(body))
                                .build());
        byte[] content = answer.body();
        exchange.sendResponseHeaders(
                answer.statusCode(), content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
