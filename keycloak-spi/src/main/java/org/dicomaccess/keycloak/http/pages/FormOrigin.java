package org.dicomaccess.keycloak.http.pages;

import java.net.URI;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.UrlType;

/**
 * Where a form was posted from, as far as the browser says. Pages here send no referrer, so that
 * the {@code Origin} of their own forms is {@code null} (Fetch §3.2); browsers then tell by {@code
 * Sec-Fetch-Site}, but over plain http to another machine they leave that out as well.
 *
 * @param fetchSite the header {@code Sec-Fetch-Site}
 * @param origin the header {@code Origin}; browsers send one with every form
 * @param ours the origin of this server as people reach it
 */
record FormOrigin(Optional<String> fetchSite, Optional<String> origin, String ours) {

    static FormOrigin of(KeycloakSession session) {
        URI server = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
        return new FormOrigin(
                header(session, "Sec-Fetch-Site"), header(session, "Origin"), origin(server));
    }

    /** Whether it came from a page of another site, or may have without the browser's word. */
    boolean foreign() {
        if (fetchSite.isPresent()) {
            return !fetchSite.get().equals("same-origin");
        }
        if (origin.isEmpty()) {
            return false;
        }
        return origin.get().equals("null")
                ? ours.startsWith("https:")
                : !origin.get().equalsIgnoreCase(ours);
    }

    /** The origin of an address (RFC 6454 §6.2), without the port that its scheme has anyway. */
    static String origin(URI address) {
        boolean usual =
                address.getPort() == -1
                        || (address.getPort() == 443 && "https".equals(address.getScheme()))
                        || (address.getPort() == 80 && "http".equals(address.getScheme()));
        String host = address.getScheme() + "://" + address.getHost();
        return usual ? host : host + ":" + address.getPort();
    }

    private static Optional<String> header(KeycloakSession session, String name) {
        return Optional.ofNullable(
                session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(name));
    }
}
