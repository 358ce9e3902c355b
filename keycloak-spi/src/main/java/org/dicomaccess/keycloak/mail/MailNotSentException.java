package org.dicomaccess.keycloak.mail;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A message that was not sent. The message says to an administrator what is missing or went wrong;
 * it holds nothing of what should have been sent, no address and no secret.
 */
public final class MailNotSentException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private MailNotSentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What went wrong, for an administrator. */
    public String details() {
        return String.valueOf(getMessage());
    }

    /** The same, for people who must not send again to everybody. */
    MailNotSentException after(int sent, int recipients) {
        return new MailNotSentException(
                "Sent to the first "
                        + sent
                        + " of "
                        + recipients
                        + " recipients only. "
                        + details(),
                this);
    }

    static MailNotSentException noServer() {
        return new MailNotSentException(
                "This realm has no mail server: set host and sender in the admin console under"
                        + " Realm settings, Email",
                null);
    }

    static MailNotSentException refused(Throwable cause) {
        return new MailNotSentException(
                "The realm's mail server did not take the message; Keycloak's log says why", cause);
    }

    static MailNotSentException addressRefused() {
        return new MailNotSentException(
                "An address cannot be used: the recipient's, or one under Realm settings, Email."
                        + " Letters beyond ASCII before the @ need Allow UTF-8 to be on there",
                null);
    }

    static MailNotSentException notComposed(Throwable cause) {
        return new MailNotSentException(
                "The message could not be made from the realm's e-mail theme; Keycloak's log says"
                        + " why",
                cause);
    }

    static MailNotSentException noAddress() {
        return new MailNotSentException("The user has no usable e-mail address", null);
    }

    static MailNotSentException domainNotAllowed(String setting) {
        return new MailNotSentException(
                "Mail may not go to this domain: the realm attribute " + setting + " names others",
                null);
    }

    static MailNotSentException noPlaceInLayout(String placeholder) {
        return new MailNotSentException(
                "The layout template has no " + placeholder + " to put the content in", null);
    }

    static MailNotSentException tooMany(int limit) {
        return new MailNotSentException(
                "Not more than " + limit + " messages a minute are sent for one sender", null);
    }
}
