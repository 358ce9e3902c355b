package org.dicomaccess.keycloak.mail;

import java.time.Duration;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * How many messages a resource server or a person may still send in this minute, on all nodes
 * together. It keeps whoever got hold of a client's secret, or may share, from using the realm's
 * mail server for bulk mail.
 */
public final class MailAllowance {
    static final int A_MINUTE = 60;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SingleUseObjectProvider used;
    private final String prefix;

    /**
     * @param sender a client id, or {@code user:} and Keycloak's id of a user, which no client id
     *     that anybody uses looks like
     */
    public MailAllowance(KeycloakSession session, String sender) {
        this.used = session.singleUseObjects();
        this.prefix =
                "dicom-access-mail/" + session.getContext().getRealm().getId() + "/" + sender + "/";
    }

    /**
     * Takes one message from the allowance.
     *
     * @throws MailNotSentException when it is used up
     */
    public void take() throws MailNotSentException {
        long minute = Time.currentTimeMillis() / MINUTE.toMillis();
        for (int number = 0; number < A_MINUTE; number++) {
            if (used.putIfAbsent(prefix + minute + "/" + number, 2 * MINUTE.toSeconds())) {
                return;
            }
        }
        throw MailNotSentException.tooMany(A_MINUTE);
    }
}
