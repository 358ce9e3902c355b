package org.dicomaccess.keycloak.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.check.Reason;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/openapi.json} is what the code says. {@code ./mvnw -pl keycloak-spi test
 * -Dtest=OpenApiTest -Dopenapi.write=true} writes it anew.
 */
class OpenApiTest {

    private static final Path FILE = Path.of("../docs/openapi.json");
    private static final Path DOORS = Path.of("src/main/java/org/dicomaccess/keycloak/http");

    /** Where a field of a request's body is read, by its name or by a constant's. */
    private static final Pattern READ =
            Pattern.compile(
                    "(?:\\b(?:text|nonEmptyText|lookupText|requiredText|number|integer|bool|object"
                            + "|requiredObject|texts|requiredTexts|instant|requiredObjects)\\("
                            + "|\\b(?:word|values)\\(\\s*(?:request|role),|String field =)"
                            + "\\s*(\"[a-z_-]+\"|[A-Z][A-Za-z_.]+)\\s*[,;)]");

    private static final Pattern CONSTANT =
            Pattern.compile("String ([A-Z_]+) =\\s+\"([a-z_-]+)\";");

    private final String generated = text();

    private static String text() {
        try {
            return new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(ApiDescription.ofCode())
                    + "\n";
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void the_file_is_what_the_code_says() throws IOException {
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(FILE, generated);
        }
        assertThat(FILE).hasContent(generated);
    }

    @Test
    void it_is_valid_by_the_specification() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult read = new OpenAPIV3Parser().readContents(generated, null, options);

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(read.getOpenAPI().getPaths()).hasSize(ApiRoute.all().size());
    }

    @Test
    void every_operation_of_the_code_is_described_and_no_other() {
        Set<String> ofCode =
                ApiRoute.all().stream()
                        .flatMap(
                                route ->
                                        route.methods().stream()
                                                .map(method -> method + " " + route.path()))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ApiDescription.described()).isEqualTo(ofCode);
    }

    @Test
    void every_operation_has_a_name_of_its_own() {
        assertThat(ApiDescription.ofCode().findValuesAsText("operationId")).doesNotHaveDuplicates();
    }

    @Test
    void every_reason_for_a_refusal_is_listed() {
        assertThat(ApiDescription.ofCode().at("/components/headers/Reason/schema/enum"))
                .extracting(reason -> reason.textValue())
                .containsAll(
                        Stream.of(Reason.values())
                                .filter(reason -> reason != Reason.GRANTED)
                                .map(Reason::code)
                                .toList());
    }

    /** Fields are read by hand, so their names stand in the source only. */
    @Test
    void every_field_that_a_door_reads_is_described_and_no_other() throws IOException {
        Set<String> described = new HashSet<>();
        ObjectNode texts = (ObjectNode) ApiDescription.texts();
        ((ObjectNode) texts.required("schemas")).remove("KeycloakError");
        addProperties(texts, described);
        described.removeAll(
                // Answered, or left to Keycloak or the plugin, or of a form.
                Set.of(
                        "granted",
                        "url",
                        "labels",
                        "token",
                        "token_type_hint",
                        "client_id",
                        "client_secret",
                        "do",
                        "mailed-code"));

        assertThat(fieldsRead()).containsExactlyInAnyOrderElementsOf(described);
    }

    private static void addProperties(JsonNode schema, Set<String> names) {
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.forEach(below -> addProperties(below, names));
    }

    private static Set<String> fieldsRead() throws IOException {
        try (Stream<Path> files = Files.walk(DOORS)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/pages/"))
                    .map(OpenApiTest::fieldsReadIn)
                    .flatMap(Collection::stream)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> fieldsReadIn(Path file) {
        try {
            String source = Files.readString(file);
            return READ.matcher(source)
                    .results()
                    .map(read -> read.group(1))
                    .map(
                            name ->
                                    name.startsWith("\"")
                                            ? name.replace("\"", "")
                                            : constant(name, source))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String constant(String name, String source) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return CONSTANT.matcher(source)
                .results()
                .filter(found -> found.group(1).equals(simple))
                .map(found -> found.group(2))
                .findFirst()
                .orElse("");
    }
}
