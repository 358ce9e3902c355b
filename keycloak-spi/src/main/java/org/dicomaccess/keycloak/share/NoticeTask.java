package org.dicomaccess.keycloak.share;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.dicomaccess.keycloak.mail.MailNotSentException;
import org.dicomaccess.keycloak.mail.ShareMails;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.timer.ScheduledTask;

/**
 * Tells owners by e-mail what they wanted to be told; once a minute on one node of a cluster. What
 * could not be sent is tried again: of an open for an hour, of an end until then.
 */
public final class NoticeTask implements ScheduledTask {
    /** How often it runs. */
    public static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(NoticeTask.class);
    private static final Duration OPEN_TRIED_FOR = Duration.ofHours(1);
    private static final Duration END_TOLD_BEFORE = Duration.ofDays(1);

    /** For a share that was recorded without an address that fits. */
    private static final URI NOWHERE = URI.create("");

    private final BiFunction<KeycloakSession, String, ShareUpkeep> upkeep;

    /** Of a session and a realm's id. */
    public NoticeTask(BiFunction<KeycloakSession, String, ShareUpkeep> upkeep) {
        this.upkeep = upkeep;
    }

    @Override
    public String getTaskName() {
        return "dicom-access-notices";
    }

    @Override
    public void run(KeycloakSession session) {
        List<RealmModel> realms = session.realms().getRealmsStream().toList();
        for (RealmModel realm : realms) {
            try {
                if (new RealmSettings(realm).enabled()) {
                    session.getContext().setRealm(realm);
                    tell(session, realm);
                }
            } catch (InvalidSettingException e) {
                LOG.warn(e.getMessage());
            }
        }
    }

    private void tell(KeycloakSession session, RealmModel realm) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        ShareUpkeep work = upkeep.apply(session, realm.getId());
        ShareMails mails = new ShareMails(session);
        for (Share share : work.openedUntold(now.minus(OPEN_TRIED_FOR))) {
            if (send(
                    session,
                    share,
                    owner ->
                            mails.opened(
                                    owner, label(share), studies(share), opened(share, now)))) {
                work.openTold(share.id());
            }
        }
        for (Share share : work.endingUntold(now, now.plus(END_TOLD_BEFORE))) {
            URI leadTo = share.notices().leadTo().orElse(NOWHERE);
            if (send(
                    session,
                    share,
                    owner ->
                            mails.endsSoon(owner, label(share), share.rules().expires(), leadTo))) {
                work.endTold(share.id());
            }
        }
    }

    private static int studies(Share share) {
        return share.contents().studies().size();
    }

    private static Instant opened(Share share, Instant now) {
        return share.progress().lastOpen().orElse(now);
    }

    private static boolean send(KeycloakSession session, Share share, Letter letter) {
        UserModel owner =
                share.owner().kind() == Owner.Kind.USER
                        ? session.users()
                                .getUserById(session.getContext().getRealm(), share.owner().id())
                        : null;
        if (owner == null || owner.getEmail() == null) {
            // Nobody to tell, now or later.
            return true;
        }
        try {
            letter.to(owner);
            return true;
        } catch (MailNotSentException e) {
            LOG.warnf("The owner of share %s was not told: %s", share.id(), e.getMessage());
            return false;
        }
    }

    private static Optional<String> label(Share share) {
        return Optional.of(share.label()).filter(label -> !label.isEmpty());
    }

    private interface Letter {
        void to(UserModel owner) throws MailNotSentException;
    }
}
