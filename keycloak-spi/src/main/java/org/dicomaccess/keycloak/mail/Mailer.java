package org.dicomaccess.keycloak.mail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.dicomaccess.keycloak.settings.Settings;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.theme.FreeMarkerException;

/** Sends one message through Keycloak's templates and the realm's SMTP settings. */
final class Mailer {
    private static final Logger LOG = Logger.getLogger(Mailer.class);

    private final KeycloakSession session;
    private final RealmModel realm;

    Mailer(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /** The language in which a message to an address is written. */
    Locale locale(Optional<Locale> wish) {
        return new MailLocale(realm).of(wish);
    }

    /** The language in which a message to a user is written. */
    Locale locale(UserModel user) {
        return new MailLocale(realm).of(user);
    }

    /**
     * Refuses an address outside of the domains that the realm allows.
     *
     * @throws MailNotSentException when it is outside
     */
    void requireAllowed(EmailAddress to) throws MailNotSentException {
        Set<String> domains = new RealmSettings(realm).emailDomains();
        if (!domains.isEmpty() && !domains.contains(to.domain())) {
            throw MailNotSentException.domainNotAllowed(Settings.EMAIL_DOMAINS.name());
        }
    }

    /** Sends to an address that need not be a user's. */
    void send(EmailAddress to, Locale locale, Letter letter) throws MailNotSentException {
        requireAllowed(to);
        deliver(new Addressee(session, realm, to), locale, letter);
    }

    /** Sends to a user's own address, whatever its domain. */
    void send(UserModel user, Locale locale, Letter letter) throws MailNotSentException {
        if (Optional.ofNullable(user.getEmail()).flatMap(EmailAddress::of).isEmpty()) {
            throw MailNotSentException.noAddress();
        }
        deliver(user, locale, letter);
    }

    private void deliver(UserModel reader, Locale locale, Letter letter)
            throws MailNotSentException {
        requireServer();
        String before =
                session.getAttribute(LocaleSelectorProvider.USER_REQUEST_LOCALE, String.class);
        // Ranks before the language of the request, which is that of another person.
        session.setAttribute(LocaleSelectorProvider.USER_REQUEST_LOCALE, locale.toLanguageTag());
        try {
            session.getProvider(EmailTemplateProvider.class)
                    .setRealm(realm)
                    .setUser(reader)
                    .send(
                            letter.subjectKey(),
                            letter.subjectWords(),
                            letter.template(),
                            letter.attributes());
        } catch (EmailException e) {
            throw explained(e);
        } finally {
            if (before == null) {
                session.removeAttribute(LocaleSelectorProvider.USER_REQUEST_LOCALE);
            } else {
                session.setAttribute(LocaleSelectorProvider.USER_REQUEST_LOCALE, before);
            }
        }
    }

    private static MailNotSentException explained(EmailException e) {
        Throwable cause = e.getCause();
        if (cause == null) {
            // Its own message has the address.
            return MailNotSentException.addressRefused();
        }
        if (cause instanceof FreeMarkerException || cause instanceof RuntimeException) {
            LOG.warn("A message could not be made from the realm's e-mail theme", cause);
            return MailNotSentException.notComposed(e);
        }
        return MailNotSentException.refused(e);
    }

    private void requireServer() throws MailNotSentException {
        Map<String, String> smtp = realm.getSmtpConfig();
        if (smtp == null || isBlank(smtp.get("host")) || isBlank(smtp.get("from"))) {
            throw MailNotSentException.noServer();
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /**
     * One message before it meets its template.
     *
     * @param subjectKey of the subject among the theme's messages
     * @param subjectWords for the gaps in it, each on one line
     * @param template file name below {@code html/} and {@code text/}
     * @param attributes of the template; the map is the provider's to add to
     */
    record Letter(
            String subjectKey,
            List<Object> subjectWords,
            String template,
            Map<String, Object> attributes) {}
}
