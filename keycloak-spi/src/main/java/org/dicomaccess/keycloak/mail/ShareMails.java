package org.dicomaccess.keycloak.mail;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * The messages about shares, each as HTML and as plain text. Users read their own language,
 * addresses the one that is asked for, both among those the realm supports. Every message throws
 * {@link MailNotSentException} when it was not sent. Sending waits for the mail server, at worst
 * for the time-outs of the realm's SMTP settings, ten seconds each by default.
 */
public final class ShareMails {
    private final Mailer mailer;

    /** Of the realm in the session's context. */
    public ShareMails(KeycloakSession session) {
        this.mailer = new Mailer(session);
    }

    /** Brings the share link to its recipient, at an address in a domain that the realm allows. */
    public void link(EmailAddress to, Optional<Locale> language, LinkMail mail)
            throws MailNotSentException {
        Locale locale = mailer.locale(language);
        String giver = OneLine.of(mail.giver());
        Map<String, Object> words = new HashMap<>();
        words.put("giver", giver);
        putLabel(words, mail.label());
        words.put("link", mail.link().toASCIIString());
        words.put("expires", MailTime.of(mail.expires(), locale));
        words.put("passcode", mail.passcode());
        mail.message()
                .map(ShareMails::lines)
                .filter(lines -> !lines.isEmpty())
                .ifPresent(lines -> words.put("messageLines", lines));
        mailer.send(
                to, locale, letter("dicomAccessLinkSubject", giver, "dicom-access-link", words));
    }

    /**
     * Brings the one-time code that opens a share.
     *
     * @param validFor from now on, told in whole minutes
     */
    public void code(EmailAddress to, Optional<Locale> language, String code, Duration validFor)
            throws MailNotSentException {
        Map<String, Object> words = new HashMap<>();
        words.put("code", OneLine.of(code));
        words.put("minutes", MailTime.minutes(validFor));
        mailer.send(
                to,
                mailer.locale(language),
                letter("dicomAccessCodeSubject", "", "dicom-access-code", words));
    }

    /** Tells the owner that a share was opened for the first time. */
    public void opened(UserModel owner, Optional<String> label, int studies, Instant when)
            throws MailNotSentException {
        Locale locale = mailer.locale(owner);
        Map<String, Object> words = new HashMap<>();
        putLabel(words, label);
        words.put("studies", studies);
        words.put("when", MailTime.of(when, locale));
        mailer.send(
                owner,
                locale,
                letter("dicomAccessOpenedSubject", "", "dicom-access-opened", words));
    }

    /**
     * Tells the owner that a share ends soon.
     *
     * @param myShares where the owner can extend it
     */
    public void endsSoon(UserModel owner, Optional<String> label, Instant ends, URI myShares)
            throws MailNotSentException {
        Locale locale = mailer.locale(owner);
        Map<String, Object> words = new HashMap<>();
        putLabel(words, label);
        words.put("ends", MailTime.of(ends, locale));
        words.put("link", myShares.toASCIIString());
        mailer.send(
                owner,
                locale,
                letter("dicomAccessEndsSoonSubject", "", "dicom-access-ends-soon", words));
    }

    private static Mailer.Letter letter(
            String subjectKey, String subjectWord, String template, Map<String, Object> words) {
        return new Mailer.Letter(subjectKey, List.of(subjectWord), template + ".ftl", words);
    }

    private static void putLabel(Map<String, Object> words, Optional<String> label) {
        label.map(OneLine::of)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> words.put("label", text));
    }

    private static List<String> lines(String text) {
        return text.strip().lines().map(OneLine::of).toList();
    }
}
