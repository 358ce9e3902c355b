package org.dicomaccess.keycloak.http.pages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a page's list of facts: a text or a time.
 *
 * @param name the message that names it
 * @param text as it is shown, unless it is a time
 * @param at shown in the reader's own time zone where the browser knows it
 */
public record Fact(String name, @Nullable String text, @Nullable Instant at) {

    static Fact of(String name, String text) {
        return new Fact(name, text, null);
    }

    static Fact of(String name, Instant at) {
        return new Fact(name, null, at);
    }
}
