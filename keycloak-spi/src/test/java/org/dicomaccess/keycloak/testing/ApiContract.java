package org.dicomaccess.keycloak.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What {@code docs/openapi.json} promises of answers: their statuses, media types, schemas and
 * headers. Every answer that a test gets at the doors is held against it.
 */
public final class ApiContract {
    private static final Path FILE = Path.of("../docs/openapi.json");

    /**
     * What any path may answer: it is off in this realm, there is no such thing, not this method,
     * or headers that no server reads to their end.
     */
    private static final Set<String> ANYWHERE = Set.of("404", "405", "431");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final ApiContract CONTRACT = read();

    private final JsonNode document;
    private final Map<Pattern, JsonNode> paths = new HashMap<>();
    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

    private ApiContract(JsonNode document) {
        this.document = document;
        for (Map.Entry<String, JsonNode> path : document.required("paths").properties()) {
            paths.put(Pattern.compile(pattern(path.getKey())), path.getValue());
        }
    }

    private static ApiContract read() {
        try {
            return new ApiContract(JSON.readTree(FILE.toFile()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Only Envoy's path goes on behind slashes. */
    private static String pattern(String template) {
        return template.replaceAll("\\{(original|code)}", "(?:.+)")
                .replaceAll("\\{[a-z]+}", "[^/]+");
    }

    /** The operation that a call is, when there is one; the one with the fewest variables. */
    private Optional<JsonNode> operation(String method, String path) {
        return paths.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(path).matches())
                .filter(entry -> entry.getValue().has(method.toLowerCase(Locale.ROOT)))
                .min((a, b) -> variables(a.getKey()) - variables(b.getKey()))
                .map(entry -> entry.getValue().get(method.toLowerCase(Locale.ROOT)));
    }

    private static int variables(Pattern pattern) {
        return pattern.pattern().split("\\+", -1).length;
    }

    /**
     * Nothing, when the answer is as promised.
     *
     * @throws AssertionError with what is different
     */
    public static void check(String method, URI address, Doors.Answer answer) {
        CONTRACT.operation(method, address.getPath())
                .ifPresent(operation -> CONTRACT.check(operation, method + " " + address, answer));
    }

    private void check(JsonNode operation, String call, Doors.Answer answer) {
        String status = Integer.toString(answer.status());
        JsonNode response = resolved(operation.path("responses").path(status));
        if (response.isMissingNode()) {
            if (!ANYWHERE.contains(status) && !isKeycloaksOwn(answer)) {
                throw different(call, answer, "the status is not one of those");
            }
            return;
        }
        for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
            checkHeader(header, call, answer);
        }
        JsonNode schema = response.at("/content/application~1json/schema");
        if (!schema.isMissingNode()) {
            checkBody(schema, call, answer);
        }
    }

    /** Whether the call never got to the extension: it was refused by Keycloak, in its own way. */
    private boolean isKeycloaksOwn(Doors.Answer answer) {
        if (answer.status() < 400 || answer.status() >= 500) {
            return false;
        }
        try {
            return schemas.computeIfAbsent(
                            JSON.createObjectNode()
                                    .put("$ref", "#/components/schemas/KeycloakError"),
                            this::compiled)
                    .validate(JSON.readTree(answer.body()))
                    .isEmpty();
        } catch (JsonProcessingException noJson) {
            return false;
        }
    }

    /** Headers may be absent; what they hold may be a closed list. */
    private void checkHeader(Map.Entry<String, JsonNode> header, String call, Doors.Answer answer) {
        String value = answer.header(header.getKey());
        JsonNode words = resolved(header.getValue()).at("/schema/enum");
        if (!value.isEmpty() && words.isArray()) {
            for (JsonNode word : words) {
                if (word.asText().equals(value)) {
                    return;
                }
            }
            throw different(call, answer, header.getKey() + " is none of its words");
        }
    }

    private void checkBody(JsonNode schema, String call, Doors.Answer answer) {
        Set<ValidationMessage> faults;
        try {
            faults =
                    schemas.computeIfAbsent(schema, this::compiled)
                            .validate(JSON.readTree(answer.body()));
        } catch (JsonProcessingException noJson) {
            throw different(call, answer, "the body is not JSON");
        }
        if (!faults.isEmpty()) {
            throw different(call, answer, faults.toString());
        }
    }

    private JsonSchema compiled(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
    }

    private static AssertionError different(String call, Doors.Answer answer, String what) {
        return new AssertionError(
                "%s answers otherwise than docs/openapi.json says: %s%n%d %s"
                        .formatted(call, what, answer.status(), answer.body()));
    }
}
