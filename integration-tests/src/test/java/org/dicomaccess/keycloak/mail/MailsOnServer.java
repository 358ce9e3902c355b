package org.dicomaccess.keycloak.mail;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.testframework.remote.providers.runonserver.FetchOnServer;

/**
 * Sends messages from within the server. It is loaded there, so it knows nothing of the test's own
 * libraries.
 */
final class MailsOnServer {
    static final String SENT = "SENT";

    /** In every language's own form: a day in March. */
    static final Instant TIME = Instant.parse("2027-03-01T09:05:00Z");

    static final String LINK = "https://keycloak.example/realms/orthanc/dicom-access/s/AbC-123_x";
    static final String MY_SHARES = "https://keycloak.example/realms/orthanc/dicom-access/mine";

    private MailsOnServer() {}

    /** The message with the link, complete. */
    static FetchOnServer link(String to, String language, String giver, String label, String text) {
        return session ->
                sent(
                        () ->
                                new ShareMails(session)
                                        .link(
                                                address(to),
                                                locale(language),
                                                new LinkMail(
                                                        giver,
                                                        Optional.of(label),
                                                        URI.create(LINK),
                                                        TIME,
                                                        true,
                                                        Optional.of(text))));
    }

    /** The message with the link and nothing that could be left out. */
    static FetchOnServer bareLink(String to) {
        return session ->
                sent(
                        () ->
                                new ShareMails(session)
                                        .link(
                                                address(to),
                                                Optional.empty(),
                                                new LinkMail(
                                                        "Dora Doctor",
                                                        Optional.empty(),
                                                        URI.create(LINK),
                                                        TIME,
                                                        false,
                                                        Optional.empty())));
    }

    static FetchOnServer code(String to, String language, String code, int seconds) {
        return session ->
                sent(
                        () ->
                                new ShareMails(session)
                                        .code(
                                                address(to),
                                                locale(language),
                                                code,
                                                Duration.ofSeconds(seconds)));
    }

    static FetchOnServer opened(String owner, String language, String label, int studies) {
        return session ->
                sent(
                        () ->
                                new ShareMails(session)
                                        .opened(
                                                user(session, owner, language),
                                                Optional.of(label),
                                                studies,
                                                TIME));
    }

    static FetchOnServer endsSoon(String owner, String language, String label) {
        return session ->
                sent(
                        () ->
                                new ShareMails(session)
                                        .endsSoon(
                                                user(session, owner, language),
                                                Optional.of(label),
                                                TIME,
                                                URI.create(MY_SHARES)));
    }

    /** To the owner, during a request of somebody who reads another language. */
    static FetchOnServer openedBySomebodyWhoReads(String language, String owner, String theirs) {
        return session -> {
            session.setAttribute(LocaleSelectorProvider.USER_REQUEST_LOCALE, language);
            String sent =
                    sent(
                            () ->
                                    new ShareMails(session)
                                            .opened(
                                                    user(session, owner, theirs),
                                                    Optional.empty(),
                                                    1,
                                                    TIME));
            return sent
                    + " "
                    + session.getAttribute(
                            LocaleSelectorProvider.USER_REQUEST_LOCALE, String.class);
        };
    }

    /** To an owner whose address is not what a person's is. */
    static FetchOnServer openedByOwnerAt(String owner, String address) {
        return session -> {
            UserModel user = user(session, owner, "");
            String before = user.getEmail();
            user.setEmail(address);
            try {
                return sent(() -> new ShareMails(session).opened(user, Optional.empty(), 1, TIME));
            } finally {
                user.setEmail(before);
            }
        };
    }

    private interface Sending {
        void run() throws MailNotSentException;
    }

    private static String sent(Sending sending) {
        try {
            sending.run();
            return SENT;
        } catch (MailNotSentException e) {
            return e.details();
        }
    }

    private static EmailAddress address(String text) {
        return EmailAddress.of(text).orElseThrow();
    }

    private static Optional<Locale> locale(String language) {
        return language.isEmpty() ? Optional.empty() : Optional.of(Locale.forLanguageTag(language));
    }

    private static UserModel user(KeycloakSession session, String name, String language) {
        UserModel user = session.users().getUserByUsername(session.getContext().getRealm(), name);
        if (language.isEmpty()) {
            user.removeAttribute(UserModel.LOCALE);
        } else {
            user.setSingleAttribute(UserModel.LOCALE, language);
        }
        return user;
    }
}
