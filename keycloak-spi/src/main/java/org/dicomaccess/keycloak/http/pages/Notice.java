package org.dicomaccess.keycloak.http.pages;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page that says something and what to do next.
 *
 * @param title the message that is its heading
 * @param text the message below
 * @param arguments of that message
 * @param facts what is known about it
 * @param link where to go from here
 */
public record Notice(
        String title, String text, List<String> arguments, List<Fact> facts, @Nullable Link link) {

    /**
     * Where to go from a page.
     *
     * @param text the message that is its text
     */
    public record Link(String text, URI target) {}

    /** The messages {@code dicomAccessPage{name}Title} and {@code dicomAccessPage{name}Text}. */
    static Notice of(String name, String... arguments) {
        return new Notice(
                "dicomAccessPage" + name + "Title",
                "dicomAccessPage" + name + "Text",
                List.of(arguments),
                List.of(),
                null);
    }

    Notice withFacts(List<Fact> known) {
        return new Notice(title, text, arguments, List.copyOf(known), link);
    }

    /**
     * @param message the key of the link's text
     */
    Notice withLink(String message, URI target) {
        return new Notice(title, text, arguments, facts, new Link(message, target));
    }
}
