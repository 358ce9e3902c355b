package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dicomaccess.keycloak.share.InvalidShareException;
import org.jspecify.annotations.Nullable;
import org.keycloak.http.HttpRequest;

/**
 * The fields of a form that was posted. Their texts never appear in {@link #toString()}: a passcode
 * may be among them.
 */
final class Form {
    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    /** Of all names and texts, in characters: room for a hundred checked boxes and a message. */
    private static final int LONGEST = 1 << 16;

    private static final int LONGEST_NUMBER = 9;

    private final Map<String, List<String>> fields;

    private Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /**
     * The form of a request, which the server has read by now.
     *
     * @throws InvalidFormException 415 when it has none, 413 when it is longer than any page's
     */
    static Form of(HttpRequest request) throws InvalidFormException {
        return of(
                request.getHttpHeaders().getHeaderString("Content-Type"),
                request.getDecodedFormParameters());
    }

    static Form of(@Nullable String contentType, Map<String, List<String>> fields)
            throws InvalidFormException {
        if (!isForm(contentType)) {
            throw new InvalidFormException(
                    Status.UNSUPPORTED_MEDIA_TYPE, "the body is not " + MEDIA_TYPE);
        }
        if (length(fields) > LONGEST) {
            throw new InvalidFormException(
                    Status.REQUEST_ENTITY_TOO_LARGE, "the form is longer than 64 KiB");
        }
        return new Form(fields);
    }

    private static boolean isForm(@Nullable String contentType) {
        return contentType != null
                && MEDIA_TYPE.equals(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    private static long length(Map<String, List<String>> fields) {
        return fields.entrySet().stream()
                .mapToLong(
                        field ->
                                field.getValue().stream()
                                        .mapToLong(text -> field.getKey().length() + text.length())
                                        .sum())
                .sum();
    }

    /**
     * The text of a field; empty when it is missing or has none.
     *
     * @throws InvalidFormException when there are several
     */
    Optional<String> text(String name) throws InvalidFormException {
        List<String> texts = all(name);
        if (texts.size() > 1) {
            throw new InvalidFormException(Status.BAD_REQUEST, name + " is there more than once");
        }
        return texts.stream().filter(text -> !text.isBlank()).findFirst();
    }

    /**
     * The whole number of a field; empty when it is missing or has none.
     *
     * @param told the name of what it is about, for the complaint
     * @throws InvalidShareException when it is no such number, or longer than any that fits
     * @throws InvalidFormException when there are several
     */
    Optional<Integer> number(String name, String told) throws InvalidFormException {
        Optional<String> text = text(name).map(String::strip);
        if (text.filter(t -> t.length() > LONGEST_NUMBER || !t.matches("[0-9]+")).isPresent()) {
            throw new InvalidShareException(told, "must be a whole number");
        }
        return text.map(Integer::valueOf);
    }

    /** The texts of a field that may be there several times, in order. */
    List<String> all(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }
}
