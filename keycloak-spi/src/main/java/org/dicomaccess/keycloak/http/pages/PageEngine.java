package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.forms.login.freemarker.model.RealmBean;
import org.keycloak.forms.login.freemarker.model.UrlBean;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.theme.FreeMarkerException;
import org.keycloak.theme.Theme;
import org.keycloak.theme.ThemeResourcesParser;
import org.keycloak.theme.beans.LocaleBean;
import org.keycloak.theme.beans.MessageFormatterMethod;
import org.keycloak.theme.freemarker.FreeMarkerProvider;

/**
 * Puts pages into words and into the look of the realm's login theme, which may override every
 * template, message, style and script of them. Keycloak's engine escapes whatever a template puts
 * out as HTML.
 */
final class PageEngine {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    private final KeycloakSession session;
    private final RealmModel realm;

    PageEngine(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * The answer to a call.
     *
     * @param reader the user who is signed in, if any
     */
    Response answer(Reply reply, Optional<UserModel> reader) {
        if (reply instanceof Redirect redirect) {
            return new PageHeaders(session)
                    .to(Response.seeOther(redirect.target()), Set.of(), Optional.empty())
                    .build();
        }
        return answer((Page) reply, reader);
    }

    private Response answer(Page page, Optional<UserModel> reader) {
        Locale locale = new PageLanguage(session).of(reader);
        String styleNonce = SecretGenerator.getInstance().randomString();
        String text = text(page, locale, styleNonce);
        ResponseBuilder answer =
                Response.status(page.status()).type(HTML).language(locale).entity(text);
        page.headers().forEach(answer::header);
        // A theme without a stylesheet of its own making leaves the policy as narrow as it can be.
        Optional<String> usedNonce = Optional.of(styleNonce).filter(text::contains);
        return new PageHeaders(session).to(answer, page.formTargets(), usedNonce).build();
    }

    private String text(Page page, Locale locale, String styleNonce) {
        try {
            Theme theme = session.theme().getTheme(Theme.Type.LOGIN);
            Map<String, Object> words = words(page, theme, locale);
            words.put("styleNonce", styleNonce);
            return session.getProvider(FreeMarkerProvider.class)
                    .processTemplate(words, "dicom-access-" + page.template() + ".ftl", theme);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FreeMarkerException e) {
            throw new IllegalStateException(page.template(), e);
        }
    }

    private Map<String, Object> words(Page page, Theme theme, Locale locale) throws IOException {
        Properties messages = theme.getEnhancedMessages(realm, locale);
        Properties properties = theme.getProperties();
        URI base = session.getContext().getUri().getBaseUri();
        LocaleBean languages = new LocaleBean(realm, locale, here(), messages);
        Map<String, Object> words = new HashMap<>();
        words.put("page", page.model());
        words.put("msg", new MessageFormatterMethod(locale, messages));
        words.put("times", new PageTimes(locale));
        words.put("lang", languages.getCurrentLanguageTag());
        words.put("locale", languages);
        words.put("realm", new RealmBean(realm));
        words.put("url", new UrlBean(realm, theme, base, null));
        words.put("properties", properties);
        words.put("themeResources", ThemeResourcesParser.parse(properties));
        words.put("darkMode", darkMode(properties));
        return words;
    }

    private boolean darkMode(Properties properties) {
        return "true".equals(properties.getProperty("darkMode"))
                && realm.getAttribute("darkMode", true);
    }

    /** This page for the menu of languages, which adds its choice to the query. */
    private UriBuilder here() {
        URI asked = session.getContext().getUri().getRequestUri();
        return UriBuilder.fromPath(AskedPath.of(session)).replaceQuery(asked.getRawQuery());
    }
}
