package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import java.util.Set;

/**
 * One page, before it is put into words.
 *
 * @param status of the answer
 * @param template {@code dicom-access-{template}.ftl} of the theme
 * @param model what the template calls {@code page}; a public record
 * @param formTargets where its forms may lead beside this server: origins, or schemes with a colon
 * @param headers further ones of the answer
 */
record Page(
        Status status,
        String template,
        Object model,
        Set<String> formTargets,
        Map<String, String> headers)
        implements Reply {

    static Page of(Status status, String template, Object model) {
        return new Page(status, template, model, Set.of(), Map.of());
    }

    /** A page that says something and asks for nothing. */
    static Page of(Status status, Notice notice) {
        return of(status, "notice", notice);
    }

    Page withFormTargets(Set<String> targets) {
        return new Page(status, template, model, Set.copyOf(targets), headers);
    }

    Page withHeader(String name, String value) {
        return new Page(status, template, model, formTargets, Map.of(name, value));
    }
}
