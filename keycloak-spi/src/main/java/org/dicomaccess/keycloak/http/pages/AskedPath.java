package org.dicomaccess.keycloak.http.pages;

import java.net.URI;
import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.UrlType;

/**
 * The path of this request as people reach it: a proxy may have taken off what everything lives
 * below ({@code /imaging}), which the server's public address still has.
 */
final class AskedPath {

    private AskedPath() {}

    /** As raw as it was asked for, without the query. */
    static String of(KeycloakSession session) {
        URI own = session.getContext().getHttpRequest().getUri().getBaseUri();
        String asked = session.getContext().getUri().getRequestUri().getRawPath();
        String below = below(own.getRawPath(), asked);
        URI published = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
        return withoutSlash(published.getRawPath()) + below;
    }

    private static String below(String root, String path) {
        String base = withoutSlash(root);
        return path.startsWith(base + "/") ? path.substring(base.length()) : path;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
