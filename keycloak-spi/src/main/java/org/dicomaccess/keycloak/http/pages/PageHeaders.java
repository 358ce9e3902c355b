package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.BrowserSecurityHeaders;
import org.keycloak.models.KeycloakSession;

/**
 * What every page and redirect tells the browser. Keycloak would put the realm's browser headers in
 * their place, which fit its own pages with their inline scripts; of those only the one about https
 * is kept.
 */
final class PageHeaders {
    private final KeycloakSession session;

    PageHeaders(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Adds them.
     *
     * @param formTargets where the page's forms may lead: browsers hold redirects that follow a
     *     form to the policy too (CSP 3 §6.4.1)
     * @param styleNonce of the one inline stylesheet that a theme's properties may become
     */
    ResponseBuilder to(
            ResponseBuilder answer, Set<String> formTargets, Optional<String> styleNonce) {
        session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
        String transport =
                session.getContext()
                        .getRealm()
                        .getBrowserSecurityHeaders()
                        .get(BrowserSecurityHeaders.STRICT_TRANSPORT_SECURITY.getKey());
        if (transport != null && !transport.isEmpty()) {
            answer.header(
                    BrowserSecurityHeaders.STRICT_TRANSPORT_SECURITY.getHeaderName(), transport);
        }
        String ours = FormOrigin.of(session).ours();
        return answer.header("Cache-Control", "no-store")
                .header(
                        "Content-Security-Policy",
                        policy(formAction(formTargets, ours), styleNonce))
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("X-Robots-Tag", "noindex, nofollow");
    }

    /**
     * What the policy says of forms. It cannot name an IPv6 address (CSP 3 §2.3.1): for another
     * site's, the scheme alone has to do.
     *
     * @param ours the origin of the page itself
     */
    static String formAction(Set<String> formTargets, String ours) {
        Set<String> others = new TreeSet<>();
        for (String target : formTargets) {
            if (!target.equals(ours)) {
                others.add(target.contains("[") ? target.replaceFirst(":.*", ":") : target);
            }
        }
        return others.stream()
                .map(target -> " " + target)
                .collect(Collectors.joining("", "form-action 'self'", ""));
    }

    private static String policy(String formAction, Optional<String> styleNonce) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'" + styleNonce.map(nonce -> " 'nonce-" + nonce + "'").orElse(""),
                "img-src 'self' data:",
                "font-src 'self'",
                formAction,
                "base-uri 'none'",
                "frame-ancestors 'none'");
    }
}
