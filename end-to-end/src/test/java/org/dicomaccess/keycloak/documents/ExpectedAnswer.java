package org.dicomaccess.keycloak.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a page says that its commands print. Ids, moments, tokens and codes differ each time; {@code
 * ...} stands for anything. In JSON, what is printed may have more members and entries than the
 * page shows, and numbers may differ; in text, a line {@code ...} stands for any lines.
 */
public final class ExpectedAnswer {

    private static final String ANYTHING = "...";

    private static final Map<Pattern, String> DIFFERENT_EACH_TIME =
            Map.of(
                    Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "(id)",
                    Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"), "(moment)",
                    Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+"),
                            "(token)",
                    Pattern.compile("/s/[A-Za-z0-9_-]{20,}"), "/s/(code)");

    private final ObjectMapper json = new ObjectMapper();
    private final FencedBlock documented;
    private final String text;

    /**
     * An answer that is documented.
     *
     * @param text of the block, with the names of the running parts
     */
    public ExpectedAnswer(FencedBlock documented, String text) {
        this.documented = documented;
        this.text = text;
    }

    /** What is different in what was printed; empty when that is what the page says. */
    public Optional<String> differenceFrom(String printed) {
        return switch (documented.language()) {
            case "json" -> Stream.of(printed).flatMap(this::differencesFromJson).findFirst();
            case "text" -> differenceFromText(printed);
            default ->
                    Optional.of(
                            "%s: after commands there is json or text, not \"%s\""
                                    .formatted(documented.place(), documented.language()));
        };
    }

    private Stream<String> differencesFromJson(String printed) {
        try {
            return differences("", json.readTree(text), json.readTree(printed));
        } catch (JsonProcessingException notJson) {
            return Stream.of("no JSON: " + notJson.getOriginalMessage());
        }
    }

    private static Stream<String> differences(String path, JsonNode expected, JsonNode printed) {
        if (printed == null || printed.isMissingNode()) {
            return Stream.of(path + " is missing");
        }
        if (expected.isTextual() && expected.asText().equals(ANYTHING)) {
            return Stream.of();
        }
        if (expected.getNodeType() != printed.getNodeType()) {
            return Stream.of(
                    "%s is %s and not %s".formatted(path, printed.getNodeType(), expected));
        }
        if (expected.isObject()) {
            return expected.properties().stream()
                    .flatMap(
                            member ->
                                    differences(
                                            path + "/" + member.getKey(),
                                            member.getValue(),
                                            printed.path(member.getKey())));
        }
        if (expected.isArray()) {
            return differencesOfEntries(path, expected, printed);
        }
        return expected.isNumber() || matches(expected.asText(), printed.asText())
                ? Stream.of()
                : Stream.of("%s is %s and not %s".formatted(path, printed, expected));
    }

    private static Stream<String> differencesOfEntries(
            String path, JsonNode expected, JsonNode printed) {
        List<String> differences = new ArrayList<>();
        for (JsonNode entry : expected) {
            boolean found = false;
            for (JsonNode other : printed) {
                found |= differences(path, entry, other).findAny().isEmpty();
            }
            if (!found) {
                differences.add("%s has no entry like %s: %s".formatted(path, entry, printed));
            }
        }
        return differences.stream();
    }

    private Optional<String> differenceFromText(String printed) {
        String pattern =
                ("\n" + normal(text).strip() + "\n")
                        .lines()
                        .map(ExpectedAnswer::patternOfLine)
                        .reduce("", String::concat);
        return Pattern.compile(pattern).matcher("\n" + normal(printed).strip() + "\n").matches()
                ? Optional.empty()
                : Optional.of("it prints something else");
    }

    private static String patternOfLine(String line) {
        return line.strip().equals(ANYTHING) ? "(?:.*\\n)*" : pattern(line) + " *\\n";
    }

    private static boolean matches(String expected, String printed) {
        return Pattern.matches(pattern(expected), printed)
                || Pattern.matches(pattern(normal(expected)), normal(printed));
    }

    private static String pattern(String line) {
        List<String> parts = new ArrayList<>();
        for (String part : line.split(Pattern.quote(ANYTHING), -1)) {
            parts.add(Pattern.quote(part));
        }
        return String.join(".*", parts);
    }

    private static String normal(String text) {
        String normal = text.replace("\r", "");
        for (Map.Entry<Pattern, String> different : DIFFERENT_EACH_TIME.entrySet()) {
            normal =
                    different
                            .getKey()
                            .matcher(normal)
                            .replaceAll(Matcher.quoteReplacement(different.getValue()));
        }
        return normal;
    }
}
