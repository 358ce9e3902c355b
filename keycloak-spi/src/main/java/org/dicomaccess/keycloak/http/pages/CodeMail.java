package org.dicomaccess.keycloak.http.pages;

import java.util.Locale;
import java.util.Optional;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.mail.EmailAddress;
import org.dicomaccess.keycloak.mail.MailNotSentException;
import org.dicomaccess.keycloak.mail.ShareMails;
import org.dicomaccess.keycloak.share.ShareOpening;
import org.jboss.logging.Logger;

/** Brings one-time codes to the recipients of shares. */
final class CodeMail {
    private static final Logger LOG = Logger.getLogger(CodeMail.class);

    private final DicomAccess access;

    CodeMail(DicomAccess access) {
        this.access = access;
    }

    /**
     * Sends a code.
     *
     * @param address of the share's recipient
     * @param language of the page it was asked for on
     * @return false when it was not sent; whoever asked for it cannot help that, so that the reason
     *     is for the log
     */
    boolean sent(String address, Locale language, String code) {
        Optional<EmailAddress> to = EmailAddress.of(address);
        if (to.isEmpty()) {
            LOG.warn("A share asks for a code that would go to no usable e-mail address");
            return false;
        }
        try {
            new ShareMails(access.session())
                    .code(to.get(), Optional.of(language), code, ShareOpening.MAILED_CODE_LIFETIME);
            return true;
        } catch (MailNotSentException e) {
            LOG.warn(e.details());
            return false;
        }
    }
}
