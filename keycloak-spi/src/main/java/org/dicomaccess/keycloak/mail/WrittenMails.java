package org.dicomaccess.keycloak.mail;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Messages that people wrote in Orthanc Explorer 2, sent to addresses that they name. */
public final class WrittenMails {
    private final KeycloakSession session;
    private final Mailer mailer;

    /** Of the realm in the session's context. */
    public WrittenMails(KeycloakSession session) {
        this.session = session;
        this.mailer = new Mailer(session);
    }

    /**
     * Sends one message to each address by itself, so that no recipient learns of the others.
     *
     * @param sender the client id of the resource server that asks; it may send {@value
     *     MailAllowance#A_MINUTE} messages a minute
     * @param layout the HTML around the content, with a place for it; none for the content alone
     * @throws MailNotSentException at the first that is not sent; it says how many were before it
     */
    public void send(
            String sender,
            List<EmailAddress> recipients,
            String title,
            CleanHtml content,
            Optional<String> layout)
            throws MailNotSentException {
        if (layout.isPresent() && !layout.get().contains(EmailTemplates.CONTENT)) {
            throw MailNotSentException.noPlaceInLayout(EmailTemplates.CONTENT);
        }
        for (EmailAddress to : recipients) {
            mailer.requireAllowed(to);
        }
        Locale locale = mailer.locale(Optional.<Locale>empty());
        MailAllowance allowance = new MailAllowance(session, sender);
        int sent = 0;
        for (EmailAddress to : recipients) {
            try {
                allowance.take();
                mailer.send(to, locale, letter(title, content, layout));
            } catch (MailNotSentException e) {
                throw sent == 0 ? e : e.after(sent, recipients.size());
            }
            sent++;
        }
    }

    /** Whether a title can be a subject: text on one line. */
    public static boolean isTitle(String text) {
        return !text.isBlank() && OneLine.is(text);
    }

    private static Mailer.Letter letter(String title, CleanHtml content, Optional<String> layout) {
        Map<String, Object> words = new HashMap<>();
        words.put("content", content.html());
        words.put("contentText", content.text());
        layout.map(html -> html.replace(EmailTemplates.CONTENT, content.html()))
                .ifPresent(document -> words.put("document", document));
        return new Mailer.Letter(
                "dicomAccessMessageSubject",
                List.of(OneLine.of(title)),
                "dicom-access-message.ftl",
                words);
    }
}
