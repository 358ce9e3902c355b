package org.dicomaccess.keycloak.share;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import org.keycloak.common.util.Time;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;
import org.keycloak.services.scheduled.ClusterAwareScheduledTaskRunner;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/**
 * What happens to shares without anybody asking: once the tables are there the watch and the
 * scheduled tasks begin, and with a realm, a user or a client their shares go.
 */
public final class ShareTimetable implements ProviderEventListener {
    private final KnownShares known;
    private final BiFunction<KeycloakSession, String, ShareUpkeep> upkeep;

    /**
     * @param upkeep of a session and a realm's id
     */
    public ShareTimetable(
            KnownShares known, BiFunction<KeycloakSession, String, ShareUpkeep> upkeep) {
        this.known = known;
        this.upkeep = upkeep;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        if (event instanceof PostMigrationEvent migrated) {
            start(migrated.getFactory());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            upkeep.apply(removed.getKeycloakSession(), removed.getRealm().getId()).removeAll();
        } else if (event instanceof UserModel.UserRemovedEvent removed) {
            upkeep.apply(removed.getKeycloakSession(), removed.getRealm().getId())
                    .removeUser(removed.getUser().getId(), now);
            lookOnceGone(removed.getKeycloakSession());
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            upkeep.apply(removed.getKeycloakSession(), removed.getClient().getRealm().getId())
                    .removeClient(removed.getClient().getId(), now);
            lookOnceGone(removed.getKeycloakSession());
        }
    }

    /** So that this node's next check refuses, and not only one a second later. */
    private void lookOnceGone(KeycloakSession session) {
        session.getTransactionManager()
                .enlistAfterCompletion(
                        new AbstractKeycloakTransaction() {
                            @Override
                            protected void commitImpl() {
                                known.look();
                            }

                            @Override
                            protected void rollbackImpl() {}
                        });
    }

    private void start(KeycloakSessionFactory sessions) {
        known.start(sessions);
        schedule(sessions, new UpkeepTask(upkeep), UpkeepTask.INTERVAL);
        schedule(sessions, new NoticeTask(upkeep), NoticeTask.INTERVAL);
    }

    private static void schedule(
            KeycloakSessionFactory sessions, ScheduledTask task, Duration interval) {
        try (KeycloakSession session = sessions.create()) {
            session.getProvider(TimerProvider.class)
                    .schedule(
                            new ClusterAwareScheduledTaskRunner(
                                    sessions, task, interval.toMillis()),
                            interval.toMillis());
        }
    }
}
