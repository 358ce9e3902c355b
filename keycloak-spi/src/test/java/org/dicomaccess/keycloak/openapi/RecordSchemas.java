package org.dicomaccess.keycloak.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The schemas (JSON Schema 2020-12) of the records that answers are written from. */
final class RecordSchemas {

    private static final String PACKAGE = "org.dicomaccess.keycloak.";

    private final Map<String, ObjectNode> schemas = new TreeMap<>();
    private final Map<String, List<String>> words;

    /**
     * @param words for {@code Record.component}, the only texts that it can hold
     */
    RecordSchemas(Map<String, List<String>> words) {
        this.words = words;
    }

    /** Everything that was referred to so far, by name. */
    Map<String, ObjectNode> schemas() {
        return schemas;
    }

    /** A reference to the schema of a record, named below this project's package. */
    ObjectNode reference(String record) {
        try {
            return reference(Class.forName(PACKAGE + record));
        } catch (ClassNotFoundException absent) {
            throw new IllegalStateException(record, absent);
        }
    }

    private ObjectNode reference(Class<?> record) {
        String name = nameOf(record);
        if (!schemas.containsKey(name)) {
            ObjectNode schema = node();
            schemas.put(name, schema);
            fill(schema, record);
        }
        return node().put("$ref", "#/components/schemas/" + name);
    }

    static String nameOf(Class<?> record) {
        Class<?> outer = record.getDeclaringClass();
        return outer == null
                ? record.getSimpleName()
                : nameOf(outer) + "." + record.getSimpleName();
    }

    private void fill(ObjectNode schema, Class<?> record) {
        schema.put("type", "object");
        SourceComments.of(record).ifPresent(text -> schema.put("description", text));
        ObjectNode properties = node();
        var required = schema.arrayNode();
        for (RecordComponent component : record.getRecordComponents()) {
            String name =
                    Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
                            .map(JsonProperty::value)
                            .orElse(component.getName());
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean always = component.getAccessor().isAnnotationPresent(JsonInclude.class);
            if (!nullable || always) {
                required.add(name);
            }
            properties.set(name, property(record, component, nullable && always));
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.set("properties", properties);
    }

    private ObjectNode property(Class<?> record, RecordComponent component, boolean orNull) {
        ObjectNode schema = schema(component.getGenericType());
        List<String> allowed = words.get(nameOf(record) + "." + component.getName());
        if (allowed != null) {
            ObjectNode texts = schema.has("items") ? (ObjectNode) schema.get("items") : schema;
            allowed.forEach(texts.withArray("enum")::add);
        }
        if (orNull) {
            JsonNode type = schema.remove("type");
            schema.putArray("type").add(type).add("null");
        }
        SourceComments.of(record, component.getName())
                .ifPresent(text -> schema.put("description", text));
        return schema;
    }

    private ObjectNode schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last =
                    generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (generic.getRawType() == List.class) {
                return node().put("type", "array").set("items", schema(last));
            }
            return node().put("type", "object").set("additionalProperties", schema(last));
        }
        if (type == JsonNode.class) {
            return node();
        }
        if (type == String.class) {
            return node().put("type", "string");
        }
        if (type == Instant.class) {
            return node().put("type", "string").put("format", "date-time");
        }
        if (type == boolean.class) {
            return node().put("type", "boolean");
        }
        if (type == int.class || type == Integer.class) {
            return node().put("type", "integer").put("format", "int32");
        }
        if (type == long.class) {
            return node().put("type", "integer").put("format", "int64");
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            return reference(record);
        }
        throw new IllegalStateException("No schema for " + type);
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
