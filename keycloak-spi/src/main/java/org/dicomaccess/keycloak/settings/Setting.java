package org.dicomaccess.keycloak.settings;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attribute that an administrator may give a realm, a client or a role in Keycloak.
 *
 * @param name the attribute's full name, with the prefix {@code dicom-access.}
 * @param holder what carries the attribute
 * @param shape what a value looks like, in words, with its unit
 * @param fallback the value in force when the attribute is absent, as it would be written; empty
 *     when absence itself is the default
 * @param help one sentence for the administrator
 * @param reader turns the attribute's text into its value; throws {@link IllegalArgumentException}
 *     with a sentence saying what was expected
 */
public record Setting<T>(
        String name,
        Holder holder,
        String shape,
        String fallback,
        String help,
        Function<String, T> reader) {

    /** What carries an attribute in Keycloak. */
    public enum Holder {
        REALM("realm"),
        CLIENT("client"),
        ROLE("role");

        private final String word;

        Holder(String word) {
            this.word = word;
        }

        /** The holder as a person calls it. */
        public String word() {
            return word;
        }
    }

    /**
     * The value of the attribute's text, or of the fallback when there is none.
     *
     * @throws InvalidSettingException when the text is not of this setting's shape: a wrong setting
     *     must stop the request, since guessing what the administrator meant could open something
     */
    public T read(@Nullable String text) {
        String effective = text == null || text.isBlank() ? fallback : text.strip();
        try {
            return reader.apply(effective);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(this, e);
        }
    }
}
