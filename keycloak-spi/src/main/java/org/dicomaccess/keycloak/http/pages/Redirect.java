package org.dicomaccess.keycloak.http.pages;

import java.net.URI;

/**
 * The browser goes on to another address, with a GET.
 *
 * @param target never shown or logged: it may carry a study token
 */
record Redirect(URI target) implements Reply {
    @Override
    public String toString() {
        return "Redirect";
    }
}
