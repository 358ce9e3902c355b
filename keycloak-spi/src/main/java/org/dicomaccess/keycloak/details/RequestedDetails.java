package org.dicomaccess.keycloak.details;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.util.JsonSerialization;

/**
 * What a parameter {@code authorization_details} (RFC 9396 §2) asks for of our type; entries of
 * other types are for others to read.
 *
 * @param entries in the order of the parameter, perhaps none
 */
public record RequestedDetails(List<StudyDetail> entries) {
    /** The parameter's name. */
    public static final String PARAMETER = "authorization_details";

    /** Two members of one name could be read either way. */
    private static final ObjectReader STRICT =
            JsonSerialization.mapper
                    .reader()
                    .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public RequestedDetails {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the parameter.
     *
     * @throws RefusedDetailsException when it is no list of typed objects, or one of our type is
     *     malformed
     */
    public static RequestedDetails read(String parameter) throws RefusedDetailsException {
        JsonNode list;
        try {
            list = STRICT.readTree(parameter);
        } catch (JsonProcessingException e) {
            throw RefusedDetailsException.invalid(PARAMETER, "must be JSON without repeated names");
        }
        if (!list.isArray() || list.isEmpty()) {
            throw RefusedDetailsException.invalid(PARAMETER, "must be a list that is not empty");
        }
        List<StudyDetail> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String place = PARAMETER + "[" + i + "]";
            JsonNode entry = list.get(i);
            if (!entry.isObject() || !entry.path("type").isTextual()) {
                throw RefusedDetailsException.invalid(place, "must be an object with a type");
            }
            if (StudyDetail.TYPE.equals(entry.path("type").textValue())) {
                entries.add(StudyDetailJson.read(entry, place + "."));
            }
        }
        return new RequestedDetails(entries);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /**
     * The same, when it names no more studies than this.
     *
     * @throws RefusedDetailsException when it does
     */
    public RequestedDetails atMost(int studies) throws RefusedDetailsException {
        int named = entries.stream().mapToInt(entry -> entry.studies().size()).sum();
        if (named > studies) {
            throw RefusedDetailsException.invalid(
                    PARAMETER, "must not name more than " + studies + " studies");
        }
        return this;
    }
}
