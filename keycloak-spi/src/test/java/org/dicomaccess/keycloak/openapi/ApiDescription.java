package org.dicomaccess.keycloak.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The endpoint as an OpenAPI document: paths, methods and their words, the schemas of answers and
 * the lists of words from the code, the rest from {@code operations.yaml}.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</a>
 */
final class ApiDescription {

    private static final String REASON = "X-Dicom-Access-Reason";
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    private static final Map<String, String> ERRORS =
            Map.of(
                    "400", "The request is at fault; the description begins with the field's name.",
                    "401", "The caller did not prove who it is.",
                    "403", "The caller may not do this.",
                    "404", "There is none, or it is not the caller's.",
                    "409", "It was changed by somebody else meanwhile.",
                    "503",
                            "A setting or a server that is needed is not right; nothing was"
                                    + " granted.",
                    "refused 401", "There is no token, or not a good one.",
                    "refused 403", "The token is good, and does not open this.",
                    "refused 503", "Whether it may be granted cannot be found out now.");

    private static final Map<String, String> PAGES =
            Map.of(
                    "200", "A page.",
                    "303", "Onward: to the viewer, to the sign-in page, or to the page itself.",
                    "400", "A page that says what is missing.",
                    "403",
                            "A page that says to whom or when it is open, or that something was"
                                    + " wrong.",
                    "404", "A page that says that there is nothing.",
                    "410", "A page that says that it is over.",
                    "413", "A page that says that this was too much.",
                    "415", "A page that says that this was no form.",
                    "429", "A page that says how long to wait.",
                    "503", "A page that says that it cannot be done now.");

    private final JsonNode texts;
    private final RecordSchemas records;
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();

    private ApiDescription(JsonNode texts) {
        this.texts = texts;
        Map<String, List<String>> words = new HashMap<>();
        for (Map.Entry<String, JsonNode> list : texts.required("words").properties()) {
            List<String> all = new ArrayList<>();
            list.getValue().forEach(type -> all.addAll(Words.of(type.textValue())));
            words.put(list.getKey(), all);
        }
        words.get("ErrorAnswer.error").add("unsupported_token_type");
        this.records = new RecordSchemas(words);
    }

    /** The document, made anew. */
    static ObjectNode ofCode() {
        return new ApiDescription(texts()).make();
    }

    /** {@code METHOD path} of each operation that the texts describe. */
    static Set<String> described() {
        Set<String> operations = new TreeSet<>();
        texts().required("operations").fieldNames().forEachRemaining(operations::add);
        return operations;
    }

    /** Anchors and merged parts, which a JSON parser does not know, are resolved first. */
    static JsonNode texts() {
        try (InputStream file = ApiDescription.class.getResourceAsStream("operations.yaml")) {
            Object resolved = new Yaml(new LoaderOptions()).load(file);
            return new YAMLMapper().valueToTree(resolved);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private ObjectNode make() {
        document.put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info");
        info.setAll((ObjectNode) texts.required("info"));
        info.put("version", "0.1");
        document.set("servers", texts.required("servers"));
        ArrayNode tags = document.putArray("tags");
        texts.required("tags")
                .properties()
                .forEach(
                        tag ->
                                tags.addObject()
                                        .put("name", tag.getKey())
                                        .set("description", tag.getValue()));
        ObjectNode paths = document.putObject("paths");
        for (ApiRoute route : ApiRoute.all()) {
            ObjectNode path = paths.putObject(route.path());
            path.set("parameters", pathParameters(route));
            for (String method : route.methods()) {
                path.set(method.toLowerCase(Locale.ROOT), operation(route, method));
            }
        }
        components();
        return document;
    }

    private ArrayNode pathParameters(ApiRoute route) {
        ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
        VARIABLE.matcher(route.path())
                .results()
                .map(found -> found.group(1))
                .forEach(
                        name ->
                                parameters
                                        .addObject()
                                        .put("name", name)
                                        .put("in", "path")
                                        .put("required", true)
                                        .put(
                                                "description",
                                                texts.required("parameters")
                                                        .required(name)
                                                        .textValue())
                                        .set("schema", parameterSchema(route, name)));
        return parameters;
    }

    private ObjectNode parameterSchema(ApiRoute route, String name) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        for (String method : route.methods()) {
            JsonNode words = texts(route, method).path("parameterWords").path(name);
            if (words.isTextual()) {
                // What no link is of cannot be asked for either.
                Words.of(words.textValue()).stream()
                        .filter(word -> !word.equals("exchanged-token"))
                        .forEach(schema.withArray("enum")::add);
            }
        }
        return schema;
    }

    private JsonNode texts(ApiRoute route, String method) {
        return texts.required("operations").path(method + " " + route.path());
    }

    private ObjectNode operation(ApiRoute route, String method) {
        JsonNode texts = texts(route, method);
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        operation.putArray("tags").add(texts.path("tag").asText());
        operation.put("operationId", operationId(route, method));
        operation.put("summary", SourceComments.of(route.locator()));
        if (texts.has("note")) {
            operation.set("description", texts.get("note"));
        }
        if (texts.has("as")) {
            ArrayNode security = operation.putArray("security");
            texts.get("as").forEach(scheme -> security.addObject().putArray(scheme.textValue()));
        }
        if (texts.has("query")) {
            ArrayNode parameters = operation.putArray("parameters");
            texts.get("query")
                    .properties()
                    .forEach(one -> parameters.add(parameter(one.getKey(), one.getValue())));
        }
        if (texts.has("request")) {
            body(operation, "application/json", texts.get("request"));
        }
        if (texts.has("form")) {
            body(operation, "application/x-www-form-urlencoded", texts.get("form"));
        }
        operation.set("responses", responses(texts));
        return operation;
    }

    private static String operationId(ApiRoute route, String method) {
        String place =
                route.path().startsWith("/admin/")
                        ? "Admin"
                        : route.path().contains("/pages/") ? "Page" : "";
        String name = route.locator().getName();
        return method.toLowerCase(Locale.ROOT)
                + place
                + name.substring(0, 1).toUpperCase(Locale.ROOT)
                + name.substring(1);
    }

    private JsonNode parameter(String name, JsonNode texts) {
        ObjectNode parameter = JsonNodeFactory.instance.objectNode().put("name", name);
        parameter.setAll((ObjectNode) texts);
        JsonNode words = parameter.remove("words");
        if (words != null) {
            ObjectNode schema = parameter.putObject("schema").put("type", "string");
            Words.of(words.textValue()).forEach(schema.withArray("enum")::add);
        }
        return parameter;
    }

    private static void body(ObjectNode operation, String mediaType, JsonNode schema) {
        ObjectNode body = operation.putObject("requestBody").put("required", true);
        body.putObject("content").putObject(mediaType).set("schema", withWords(schema));
    }

    /** The schema, with the words of the code's enums where it names one. */
    private static JsonNode withWords(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        for (JsonNode property : copy.findParents("words")) {
            ObjectNode text = (ObjectNode) property;
            String type = text.remove("words").textValue();
            Words.of(type).forEach(text.withArray("enum")::add);
        }
        return copy;
    }

    private ObjectNode responses(JsonNode texts) {
        ObjectNode responses = JsonNodeFactory.instance.objectNode();
        for (String status : List.of("200", "201")) {
            if (texts.has(status)) {
                ObjectNode response = responses.putObject(status);
                response.put("description", status.equals("200") ? "Done." : "Made.");
                headers(response, texts.path("headers"));
                response.putObject("content")
                        .putObject("application/json")
                        .set("schema", answer(texts, texts.get(status)));
            }
        }
        texts.path("empty")
                .forEach(
                        status -> responses.putObject(status.asText()).put("description", "Done."));
        texts.path("html")
                .forEach(
                        status -> {
                            ObjectNode page = responses.putObject(status.asText());
                            page.put("description", PAGES.get(status.asText()));
                            if (status.asInt() == 303) {
                                headers(page, header("Location", "Where to."));
                            } else {
                                page.putObject("content")
                                        .putObject("text/html")
                                        .putObject("schema")
                                        .put("type", "string");
                            }
                        });
        texts.path("errors").forEach(error -> error(responses, error.asText()));
        return responses;
    }

    private static ObjectNode header(String name, String words) {
        return JsonNodeFactory.instance.objectNode().put(name, words);
    }

    private JsonNode answer(JsonNode texts, JsonNode answer) {
        if (!answer.isTextual()) {
            return answer;
        }
        ObjectNode reference = records.reference(answer.textValue());
        if (!texts.has("orNull")) {
            return reference;
        }
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("anyOf")
                .add(reference)
                .addObject()
                .put("type", "null")
                .set("description", texts.get("orNull"));
        return either;
    }

    private void headers(ObjectNode response, JsonNode texts) {
        for (Map.Entry<String, JsonNode> header : texts.properties()) {
            ObjectNode described = response.withObject("/headers").putObject(header.getKey());
            described.set("description", header.getValue());
            described.putObject("schema").put("type", "string");
        }
    }

    private void error(ObjectNode responses, String error) {
        String status = error.substring(error.length() - 3);
        responses.putObject(status).put("$ref", "#/components/responses/" + responseName(error));
    }

    private static String responseName(String error) {
        return error.startsWith("refused ") ? "Refused" + error.substring(8) : "Error" + error;
    }

    private void components() {
        ObjectNode components = document.putObject("components");
        components.set("securitySchemes", texts.required("securitySchemes"));
        ObjectNode reason = components.putObject("headers").putObject("Reason");
        reason.put("description", "Why, from a closed list.");
        ObjectNode schema = reason.putObject("schema").put("type", "string");
        Set<String> reasons = new LinkedHashSet<>();
        texts.required("reasons").forEach(type -> reasons.addAll(Words.of(type.textValue())));
        reasons.addAll(List.of("no_permission", "service_account"));
        reasons.remove("granted");
        reasons.forEach(schema.withArray("enum")::add);
        ObjectNode responses = components.putObject("responses");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("anyOf")
                .add(records.reference("http.call.ErrorAnswer"))
                .addObject()
                .put("$ref", "#/components/schemas/KeycloakError");
        ERRORS.keySet().stream()
                .sorted()
                .forEach(
                        error -> {
                            ObjectNode response = responses.putObject(responseName(error));
                            response.put("description", ERRORS.get(error));
                            if (error.startsWith("refused")) {
                                response.putObject("headers")
                                        .putObject(REASON)
                                        .put("$ref", "#/components/headers/Reason");
                            }
                            response.putObject("content")
                                    .putObject("application/json")
                                    .set("schema", body);
                        });
        ObjectNode schemas = components.putObject("schemas");
        schemas.setAll((ObjectNode) withWords(texts.required("schemas")));
        records.schemas().forEach(schemas::set);
    }
}
