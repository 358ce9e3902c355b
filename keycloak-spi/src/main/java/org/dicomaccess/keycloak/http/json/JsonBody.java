package org.dicomaccess.keycloak.http.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reads the body of a request, and writes that of an answer. */
public final class JsonBody {
    /** Longest body that is read, in bytes: room for a few thousand studies in one request. */
    private static final int MAX_BYTES = 1 << 20;

    private static final String FIELD = "body";
    private static final String RULE = "must be JSON in UTF-8, without repeated names";
    private static final int LONGEST_PLACE = 200;

    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(20)
                                                    .build())
                                    .build())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    // RFC 3339 in UTC, as Java writes it.
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Instant.class, ToStringSerializer.instance))
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .build();

    /** The answer JSON {@code null}. */
    public static final Object NULL = NullNode.getInstance();

    private JsonBody() {}

    /**
     * The one object that a body holds.
     *
     * @throws InvalidFieldException when it holds anything else, or too much
     */
    public static JsonObject read(InputStream body) {
        JsonNode node;
        try {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InvalidFieldException(FIELD, "must not be longer than 1 MiB");
            }
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidFieldException(FIELD, RULE + place(e));
        } catch (CharacterCodingException e) {
            throw new InvalidFieldException(FIELD, RULE);
        } catch (IOException e) {
            throw new InvalidFieldException(FIELD, "could not be read");
        }
        if (node == null || !node.isObject()) {
            throw new InvalidFieldException(FIELD, "must be a JSON object");
        }
        return new JsonObject("", node);
    }

    /**
     * Where reading ended, as a JSON pointer (RFC 6901): the second of two names that are equal.
     */
    private static String place(JsonProcessingException e) {
        String pointer =
                e.getProcessor() instanceof JsonParser parser
                        ? parser.getParsingContext().pathAsPointer().toString()
                        : "";
        return pointer.isEmpty() || pointer.length() > LONGEST_PLACE ? "" : "; see " + pointer;
    }

    /** An answer as JSON; parts that are null are left out. */
    public static String write(Object answer) {
        try {
            return JSON.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answers are records of texts and numbers", e);
        }
    }
}
