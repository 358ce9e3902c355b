package org.dicomaccess.keycloak.doctor.examination;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dicomaccess.keycloak.doctor.deployment.Deployment;
import org.dicomaccess.keycloak.doctor.deployment.Target;
import org.dicomaccess.keycloak.doctor.finding.NotExaminedException;
import org.dicomaccess.keycloak.doctor.finding.Notes;

/** What the pages for people leave in a browser (RFC 6265, and its draft successor). */
final class Cookies implements Examination {
    /** Keycloak's page reads this one itself: a hash, no secret. */
    private static final String READ_BY_ITS_PAGE = "KC_AUTH_SESSION_HASH";

    @Override
    public String name() {
        return "cookies";
    }

    @Override
    public void examine(Deployment deployment, Notes notes) {
        List<String> cookies = new ArrayList<>(SignInPage.of(deployment).all("Set-Cookie"));
        try {
            cookies.addAll(deployment.sharePage().all("Set-Cookie"));
        } catch (NotExaminedException noShare) {
            notes.saw("of the sign-in page only");
        }
        if (cookies.isEmpty()) {
            notes.wrong(
                    "The sign-in page sets no cookie, so nobody can sign in.",
                    "Let the gateway pass Set-Cookie of Keycloak (keycloak.conf.template).");
        }
        cookies.forEach(cookie -> look(deployment.target(), cookie, notes));
    }

    private static void look(Target target, String cookie, Notes notes) {
        String name = cookie.split("=", 2)[0];
        boolean secure = attribute(cookie, "Secure").isPresent();
        String forwarded =
                "Start Keycloak with --hostname=%s (KC_HOSTNAME) and --proxy-headers=xforwarded"
                                .formatted(target.keycloak())
                        + " (KC_PROXY_HEADERS); the gateway has to send X-Forwarded-Proto.";
        if (target.isEncrypted() && !secure) {
            notes.wrong("The cookie %s is sent over plain http too.".formatted(name), forwarded);
        }
        if (attribute(cookie, "HttpOnly").isEmpty() && !name.equals(READ_BY_ITS_PAGE)) {
            notes.wrong(
                    "Every script of the site reads the cookie %s.".formatted(name),
                    "Let nothing between Keycloak and the browser change Set-Cookie.");
        }
        Optional<String> sameSite = attribute(cookie, "SameSite");
        if (sameSite.isEmpty() && target.isEncrypted()) {
            notes.warning(
                    "The cookie %s does not say which sites may send it.".formatted(name),
                    "Let nothing between Keycloak and the browser change Set-Cookie.");
        } else if (sameSite.filter("none"::equals).isPresent() && !secure) {
            notes.wrong(
                    "Browsers refuse the cookie %s: SameSite=None without Secure.".formatted(name),
                    forwarded);
        }
        String wanted = target.keycloak().getRawPath() + "/realms/" + target.realm() + "/";
        String path = attribute(cookie, "Path").orElse("");
        if (!wanted.toLowerCase(Locale.ROOT).startsWith(path) || path.isEmpty()) {
            notes.wrong(
                    "Browsers do not send back the cookie %s: it is for %s, the realm is at %s."
                            .formatted(name, path.isEmpty() ? "no path" : path, wanted),
                    forwarded);
        } else if (path.equals("/") && !wanted.equals("/")) {
            notes.warning(
                    "The cookie %s is sent to everything on this host.".formatted(name),
                    "Let nothing between Keycloak and the browser change Set-Cookie.");
        }
    }

    /** The value of an attribute in lower case, empty for one without. */
    private static Optional<String> attribute(String cookie, String name) {
        for (String part : cookie.split(";", -1)) {
            String[] both = part.strip().split("=", 2);
            if (both[0].equalsIgnoreCase(name)) {
                return Optional.of(both.length == 2 ? both[1].toLowerCase(Locale.ROOT) : "");
            }
        }
        return Optional.empty();
    }
}
