package org.dicomaccess.keycloak.doctor.http;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JSON that somebody else wrote: whatever is asked for may be absent or something else. */
public final class Json {
    private final @Nullable Object value;

    private Json(@Nullable Object value) {
        this.value = value;
    }

    /** None when the text is not JSON. */
    public static Optional<Json> parsed(String text) {
        try {
            return Optional.of(new Json(JSON.std.anyFrom(text)));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    public Json at(String name) {
        return new Json(value instanceof Map<?, ?> map ? map.get(name) : null);
    }

    public boolean has(String name) {
        return at(name).value != null;
    }

    public Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public Optional<String> text(String name) {
        return at(name).text();
    }

    public OptionalLong number(String name) {
        return at(name).value instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    /** The elements of a list; a single value stands for a list of it. */
    public List<Json> elements() {
        if (value instanceof List<?> list) {
            return list.stream().map(Json::new).toList();
        }
        return value == null ? List.of() : List.of(this);
    }

    /** The texts of a list, or the one that is there instead. */
    public List<String> texts(String name) {
        return at(name).elements().stream().flatMap(element -> element.text().stream()).toList();
    }

    public boolean isList() {
        return value instanceof List<?>;
    }

    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    /** Every text in it, at any depth. */
    public Stream<String> everyText() {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().map(Json::new).flatMap(Json::everyText);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::new).flatMap(Json::everyText);
        }
        return text().stream();
    }
}
