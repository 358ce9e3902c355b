package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form that was posted, as {@code application/x-www-form-urlencoded} in UTF-8.
 * Their texts never appear in {@link #toString()}: a passcode may be among them.
 */
final class Form {
    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    /** In bytes: room for a hundred checked boxes and a long message. */
    private static final int LONGEST = 1 << 16;

    private final Map<String, List<String>> fields;

    private Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /**
     * Reads a body.
     *
     * @param contentType as the request says it
     * @throws InvalidFormException 415 when it is no form, 413 when it is longer than any page's,
     *     400 when it is broken
     */
    static Form read(@Nullable String contentType, InputStream body) throws InvalidFormException {
        if (!isForm(contentType)) {
            throw new InvalidFormException(
                    Status.UNSUPPORTED_MEDIA_TYPE, "the body is not " + MEDIA_TYPE);
        }
        try {
            byte[] bytes = body.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new InvalidFormException(
                        Status.REQUEST_ENTITY_TOO_LARGE, "the body is longer than 64 KiB");
            }
            return of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InvalidFormException(Status.BAD_REQUEST, "the body could not be read");
        }
    }

    private static Form of(String text) throws InvalidFormException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                fields.computeIfAbsent(decoded(name), any -> new ArrayList<>()).add(decoded(value));
            }
        }
        return new Form(fields);
    }

    private static String decoded(String text) throws InvalidFormException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidFormException(Status.BAD_REQUEST, "the body is not percent-encoded");
        }
    }

    private static boolean isForm(@Nullable String contentType) {
        return contentType != null
                && MEDIA_TYPE.equals(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
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

    /** The texts of a field that may be there several times, in order. */
    List<String> all(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }
}
