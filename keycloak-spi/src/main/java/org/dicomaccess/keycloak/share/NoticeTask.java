package org.dicomaccess.keycloak.share;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.dicomaccess.keycloak.mail.MailNotSentException;
import org.dicomaccess.keycloak.mail.ShareMails;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
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
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        List<String> realms = session.realms().getRealmsStream().map(RealmModel::getId).toList();
        for (String realmId : realms) {
            Realm realm = new Realm(session.getKeycloakSessionFactory(), realmId);
            List<Share> opened = new ArrayList<>();
            List<Share> ending = new ArrayList<>();
            realm.run(
                    "which owners are to be told",
                    (own, work) -> {
                        opened.addAll(work.openedUntold(now.minus(OPEN_TRIED_FOR)));
                        ending.addAll(work.endingUntold(now, now.plus(END_TOLD_BEFORE)));
                    });
            opened.forEach(share -> realm.tell(share, ShareUpkeep::openTold, opened(share, now)));
            ending.forEach(share -> realm.tell(share, ShareUpkeep::endTold, ending(share)));
        }
    }

    private static Letter opened(Share share, Instant now) {
        Instant when = share.progress().lastOpen().orElse(now);
        return (mails, owner) -> mails.opened(owner, label(share), studies(share), when);
    }

    private static Letter ending(Share share) {
        URI leadTo = share.notices().leadTo().orElse(NOWHERE);
        return (mails, owner) ->
                mails.endsSoon(owner, label(share), share.rules().expires(), leadTo);
    }

    /**
     * Whatever is done for a realm, in transactions of their own: a letter that was sent is
     * recorded whatever becomes of the next one, and a slow mail server ends no long transaction.
     */
    private final class Realm {
        private final KeycloakSessionFactory sessions;
        private final String id;

        Realm(KeycloakSessionFactory sessions, String id) {
            this.sessions = sessions;
            this.id = id;
        }

        void run(String what, BiConsumer<KeycloakSession, ShareUpkeep> task) {
            try {
                KeycloakModelUtils.runJobInTransaction(sessions, own -> run(own, task));
            } catch (InvalidSettingException e) {
                LOG.warn(e.getMessage());
            } catch (RuntimeException e) {
                // Such as a directory of users that does not answer; the others are told.
                LOG.warnf(e, "In realm %s it cannot be done now: %s", id, what);
            }
        }

        private void run(KeycloakSession own, BiConsumer<KeycloakSession, ShareUpkeep> task) {
            RealmModel realm = own.realms().getRealm(id);
            if (realm != null && new RealmSettings(realm).enabled()) {
                own.getContext().setRealm(realm);
                task.accept(own, upkeep.apply(own, id));
            }
        }

        /**
         * Recorded before it is sent, so that nobody else sends the same; and not when it fails.
         */
        void tell(Share share, BiPredicate<ShareUpkeep, String> told, Letter letter) {
            run(
                    "telling the owner of share " + share.id(),
                    (own, work) -> {
                        if (told.test(work, share.id()) && !send(own, share, letter)) {
                            own.getTransactionManager().setRollbackOnly();
                        }
                    });
        }
    }

    private static int studies(Share share) {
        return share.contents().studies().size();
    }

    private static boolean send(KeycloakSession session, Share share, Letter letter) {
        UserModel owner =
                share.owner().kind() == Owner.Kind.USER
                        ? session.users()
                                .getUserById(session.getContext().getRealm(), share.owner().id())
                        : null;
        if (owner == null || !owner.isEnabled() || owner.getEmail() == null) {
            // Nobody to tell, now or later.
            return true;
        }
        try {
            letter.send(new ShareMails(session), owner);
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
        void send(ShareMails mails, UserModel owner) throws MailNotSentException;
    }
}
