package org.dicomaccess.keycloak.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One object of a request's body. Fields that nobody asks for are ignored: callers of newer
 * versions may send more. A field that is {@code null} counts as absent.
 */
public final class JsonObject {
    private static final String EXPIRES_IN = "expires_in";

    private final String path;
    private final JsonNode node;

    JsonObject(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /** The object as it came. */
    public JsonNode asSent() {
        return node;
    }

    /** How the caller would name a field of this object. */
    public String pathOf(String field) {
        return path + field;
    }

    /** A text, or nothing when it is absent. An empty text is a text. */
    public Optional<String> text(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new InvalidFieldException(pathOf(field), "must be a string");
        }
        return Optional.of(value.textValue());
    }

    /** A text that says something, or nothing when it is absent or empty. */
    public Optional<String> nonEmptyText(String field) {
        return text(field).filter(value -> !value.isEmpty());
    }

    /** The same without null characters, so that it can be looked up in any database. */
    public Optional<String> lookupText(String field) {
        Optional<String> text = nonEmptyText(field);
        if (text.filter(value -> value.indexOf('\0') >= 0).isPresent()) {
            throw new InvalidFieldException(pathOf(field), "must not hold a null character");
        }
        return text;
    }

    /** A text that has to be there. */
    public String requiredText(String field) {
        return text(field)
                .orElseThrow(() -> new InvalidFieldException(pathOf(field), "is missing"));
    }

    /** A number of any size, or nothing when it is absent. */
    public Optional<BigDecimal> number(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            throw new InvalidFieldException(pathOf(field), "must be a number");
        }
        return Optional.of(value.decimalValue());
    }

    /** A whole number, or nothing when it is absent. */
    public Optional<Integer> integer(String field) {
        Optional<BigDecimal> number = number(field);
        try {
            return number.map(BigDecimal::intValueExact);
        } catch (ArithmeticException e) {
            throw new InvalidFieldException(pathOf(field), "must be a whole number");
        }
    }

    /** True or false, or nothing when it is absent. */
    public Optional<Boolean> bool(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw new InvalidFieldException(pathOf(field), "must be true or false");
        }
        return Optional.of(value.booleanValue());
    }

    /** An object, or nothing when it is absent. */
    public Optional<JsonObject> object(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw new InvalidFieldException(pathOf(field), "must be an object");
        }
        return Optional.of(new JsonObject(pathOf(field) + ".", value));
    }

    /** An object that has to be there. */
    public JsonObject requiredObject(String field) {
        return object(field)
                .orElseThrow(() -> new InvalidFieldException(pathOf(field), "is missing"));
    }

    /** The names of all fields, in the order they came. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A list of texts, or nothing when it is absent. */
    public Optional<List<String>> texts(String field) {
        JsonNode list = node.path(field);
        if (list.isMissingNode() || list.isNull()) {
            return Optional.empty();
        }
        if (!list.isArray()) {
            throw new InvalidFieldException(pathOf(field), "must be an array");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list) {
            if (!element.isTextual()) {
                throw new InvalidFieldException(
                        pathOf(field) + "[" + texts.size() + "]", "must be a string");
            }
            texts.add(element.textValue());
        }
        return Optional.of(texts);
    }

    /** A list of texts that has to be there. */
    public List<String> requiredTexts(String field) {
        return texts(field)
                .orElseThrow(() -> new InvalidFieldException(pathOf(field), "is missing"));
    }

    /** A moment, or nothing when it is absent. */
    public Optional<Instant> instant(String field) {
        try {
            return text(field).map(value -> OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeException e) {
            throw new InvalidFieldException(
                    pathOf(field),
                    "must be an RFC 3339 date and time, such as 2026-12-31T11:00:00Z");
        }
    }

    /** A list of objects that has to be there and to have at least one. */
    public List<JsonObject> requiredObjects(String field) {
        JsonNode list = node.path(field);
        if (list.isMissingNode() || list.isNull()) {
            throw new InvalidFieldException(pathOf(field), "is missing");
        }
        if (!list.isArray()) {
            throw new InvalidFieldException(pathOf(field), "must be an array");
        }
        if (list.isEmpty()) {
            throw new InvalidFieldException(pathOf(field), "must name at least one study");
        }
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode element : list) {
            String name = pathOf(field) + "[" + objects.size() + "]";
            if (!element.isObject()) {
                throw new InvalidFieldException(name, "must be an object");
            }
            objects.add(new JsonObject(name + ".", element));
        }
        return objects;
    }

    /**
     * When something is to end: the moment of {@code expires_at}, or {@code expires_in} seconds
     * from now; empty when neither is there.
     *
     * @throws InvalidFieldException when both are there, or one is no such value
     */
    public Optional<Instant> expiry(Instant now) {
        Optional<Instant> moment = instant("expires_at");
        Optional<Integer> seconds = integer(EXPIRES_IN);
        if (moment.isPresent() && seconds.isPresent()) {
            throw new InvalidFieldException(
                    pathOf(EXPIRES_IN), "must not be there beside expires_at");
        }
        if (seconds.filter(value -> value < 1).isPresent()) {
            throw new InvalidFieldException(pathOf(EXPIRES_IN), "must be 1 or more");
        }
        return moment.or(() -> seconds.map(now::plusSeconds));
    }
}
