package org.dicomaccess.keycloak.dicomweb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * One data set in the DICOM JSON model (PS3.18 §F.2): an object of attributes by their tags, each
 * with its values in {@code Value}. Attributes, values and single entries may be missing or null;
 * all of that reads as absent.
 */
record DataSet(JsonNode json) {
    /** The most of a text that is shown. */
    private static final int MOST = 200;

    /** Of DA (PS3.5 §6.2), and with the dots that it had in ACR-NEMA. */
    private static final Pattern DATE = Pattern.compile("([0-9]{4})(\\.?)([0-9]{2})\\2([0-9]{2})");

    /** Where a person's name is, best first (PS3.18 §F.2.2). */
    private static final List<String> NAME_FORMS = List.of("Alphabetic", "Ideographic", "Phonetic");

    /** Family, given and middle name; a prefix and a suffix follow. */
    private static final int NAME_PARTS = 3;

    /**
     * The one value of an attribute, exactly as it was sent; empty when there is none or several.
     */
    Optional<String> exactly(String tag) {
        JsonNode values = values(tag);
        return values.size() == 1 && values.path(0).isTextual()
                ? Optional.of(values.path(0).textValue())
                : Optional.empty();
    }

    /** The first value that is there, fit to be shown. */
    Optional<String> text(String tag) {
        return texts(tag).stream().findFirst();
    }

    /** The values that are there, fit to be shown. */
    List<String> texts(String tag) {
        return StreamSupport.stream(values(tag).spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(value -> shown(value.textValue()))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** The first value as a day; empty when it is none. */
    Optional<LocalDate> date(String tag) {
        return text(tag).map(DATE::matcher).filter(Matcher::matches).flatMap(DataSet::day);
    }

    private static Optional<LocalDate> day(Matcher date) {
        try {
            return Optional.of(
                    LocalDate.of(
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(3)),
                            Integer.parseInt(date.group(4))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The first value as a person's name, family name first, without titles. */
    Optional<String> name(String tag) {
        for (JsonNode value : values(tag)) {
            // Some servers send a name as a text, in the form of PS3.5 §6.2.
            Optional<String> name =
                    value.isTextual() ? anyGroup(value.textValue()) : anyForm(value);
            if (name.isPresent()) {
                return name;
            }
        }
        return Optional.empty();
    }

    private JsonNode values(String tag) {
        JsonNode values = json.path(tag).path("Value");
        return values.isArray() ? values : MissingNode.getInstance();
    }

    private static Optional<String> anyForm(JsonNode name) {
        return NAME_FORMS.stream()
                .map(form -> name.path(form).asText(""))
                .map(DataSet::readable)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Optional<String> anyGroup(String name) {
        return Pattern.compile("=")
                .splitAsStream(name)
                .map(DataSet::readable)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static String readable(String components) {
        String[] parts = components.split("\\^", -1);
        return shown(
                String.join(" ", List.of(parts).subList(0, Math.min(parts.length, NAME_PARTS))));
    }

    /** Without what could change how the text around it reads, such as a right-to-left override. */
    private static String shown(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Z}]+", " ").strip();
        return line.codePointCount(0, line.length()) <= MOST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MOST)).strip() + "…";
    }
}
