package org.dicomaccess.keycloak.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.FreeMarkerException;
import org.keycloak.theme.Theme;
import org.keycloak.theme.beans.MessageFormatterMethod;
import org.keycloak.theme.freemarker.FreeMarkerProvider;

/**
 * The templates that Orthanc Explorer 2 starts a message from, or puts one into. A template is
 * {@code html/dicom-access-email-NAME.ftl} of the realm's e-mail theme; the realm setting lists the
 * names, since a theme does not tell which files it has. Gaps such as <code>{ShareUrl}</code> are
 * left for Orthanc Explorer 2 to fill; in a layout, <code>{email-content}</code> is where the
 * message goes.
 */
public final class EmailTemplates {
    private static final Logger LOG = Logger.getLogger(EmailTemplates.class);

    static final String CONTENT = "{email-content}";

    private final KeycloakSession session;
    private final RealmModel realm;

    /** Of the realm in the session's context. */
    public EmailTemplates(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /** The names that are listed and that the theme has a template for. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : new RealmSettings(realm).emailTemplates()) {
            if (exists(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * A template's HTML in the realm's language, or nothing when the name is not among {@link
     * #names()}.
     *
     * @throws MailNotSentException when the theme's template is at fault
     */
    public Optional<String> html(String name) throws MailNotSentException {
        return names().contains(name) ? Optional.of(process(name)) : Optional.empty();
    }

    private boolean exists(String name) {
        try {
            return theme().getTemplate(file(name)) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String process(String name) throws MailNotSentException {
        Locale locale = new MailLocale(realm).of(Optional.empty());
        Theme theme = theme();
        try {
            Properties messages = theme.getEnhancedMessages(realm, locale);
            Map<String, Object> words = new HashMap<>();
            words.put("locale", locale);
            words.put("ltr", true);
            words.put("msg", new MessageFormatterMethod(locale, messages));
            words.put("properties", theme.getProperties());
            words.put("realmName", realmName());
            return session.getProvider(FreeMarkerProvider.class)
                    .processTemplate(words, file(name), theme);
        } catch (FreeMarkerException e) {
            LOG.warnf(e, "The e-mail template %s is at fault", file(name));
            throw MailNotSentException.notComposed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String realmName() {
        String shown = realm.getDisplayName();
        return shown == null || shown.isBlank() ? realm.getName() : shown;
    }

    private Theme theme() {
        try {
            return session.theme().getTheme(Theme.Type.EMAIL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(String name) {
        return "html/dicom-access-email-" + name + ".ftl";
    }
}
