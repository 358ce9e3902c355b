package org.dicomaccess.keycloak.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON document as it should be: the same fields and no others, the same types, the same values.
 * Texts in angle brackets stand for values that differ from run to run:
 *
 * <ul>
 *   <li>{@code <int 1..15>}: a whole number, written as one, in this range
 *   <li>{@code <string>}: a text that is not empty
 *   <li>{@code <token>}: a signed JWT
 *   <li>{@code <names f>}: a text that begins with the field name {@code f} and a colon
 *   <li>any other: the value that was bound to this name, alone or as part of a text
 * </ul>
 */
public final class JsonPattern {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RANGE = Pattern.compile("<int (\\d+)\\.\\.(\\d+)>");
    private static final Pattern NAMES = Pattern.compile("<names (.+)>");
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.eyJ[\\w-]+\\.[\\w-]+");

    private final JsonNode pattern;
    private final Map<String, JsonNode> bound = new LinkedHashMap<>();

    public JsonPattern(JsonNode pattern) {
        this.pattern = pattern;
    }

    /** The pattern in this text, in which apostrophes stand for quotation marks. */
    public static JsonPattern of(String json) {
        try {
            return new JsonPattern(JSON.readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** Lets {@code <name>} stand for this value. */
    public JsonPattern bind(String name, JsonNode value) {
        bound.put("<" + name + ">", value);
        return this;
    }

    /** Where a document differs, in words; empty when it is as it should be. */
    public List<String> differences(JsonNode actual) {
        List<String> differences = new ArrayList<>();
        compare("answer", pattern, actual, differences);
        return differences;
    }

    private void compare(
            String path, JsonNode expected, JsonNode actual, List<String> differences) {
        if (expected.isObject() && actual.isObject()) {
            compareObjects(path, expected, actual, differences);
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(path + "[" + i + "]", expected.get(i), actual.get(i), differences);
            }
        } else if (!(expected.isTextual()
                ? matches(expected.textValue(), actual)
                : expected.equals(actual))) {
            differences.add(path + " is " + actual + ", not " + expected);
        }
    }

    private void compareObjects(
            String path, JsonNode expected, JsonNode actual, List<String> differences) {
        TreeSet<String> names = new TreeSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String there = path + "." + name;
            if (!actual.has(name)) {
                differences.add(there + " is missing");
            } else if (!expected.has(name)) {
                differences.add(there + " is too much");
            } else {
                compare(there, expected.get(name), actual.get(name), differences);
            }
        }
    }

    private boolean matches(String expected, JsonNode actual) {
        Matcher range = RANGE.matcher(expected);
        if (range.matches()) {
            return actual.isIntegralNumber()
                    && actual.canConvertToLong()
                    && actual.longValue() >= Long.parseLong(range.group(1))
                    && actual.longValue() <= Long.parseLong(range.group(2));
        }
        if (bound.containsKey(expected)) {
            return bound.get(expected).equals(actual);
        }
        if (!actual.isTextual()) {
            return false;
        }
        String text = actual.textValue();
        Matcher names = NAMES.matcher(expected);
        if (names.matches()) {
            return text.startsWith(names.group(1) + ": ");
        }
        return switch (expected) {
            case "<string>" -> !text.isBlank();
            case "<token>" -> TOKEN.matcher(text).matches();
            default -> text.equals(filled(expected));
        };
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, JsonNode> value : bound.entrySet()) {
            if (value.getValue().isTextual()) {
                filled = filled.replace(value.getKey(), value.getValue().textValue());
            }
        }
        return filled;
    }
}
