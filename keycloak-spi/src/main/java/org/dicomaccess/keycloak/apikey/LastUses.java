package org.dicomaccess.keycloak.apikey;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakSessionTask;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * When the API keys that this node saw were last used: in memory, and recorded once a minute and at
 * the end.
 */
public final class LastUses implements ProviderEventListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LastUses.class);
    private static final int SECONDS_BETWEEN_RECORDS = 60;

    /** Should nothing be recorded for long, what was used when is not worth more memory. */
    private static final int MOST = 100_000;

    private final KeyUses kept;
    private final BiConsumer<KeycloakSessionFactory, KeycloakSessionTask> transactions;
    private final Map<UsedKey, Instant> unrecorded = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "dicom-access-api-keys");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile @Nullable KeycloakSessionFactory factory;
    private volatile boolean failing;

    public LastUses(KeyUses kept) {
        this(kept, KeycloakModelUtils::runJobInTransaction);
    }

    /**
     * @param transactions runs a task with a session and a transaction of its own
     */
    LastUses(KeyUses kept, BiConsumer<KeycloakSessionFactory, KeycloakSessionTask> transactions) {
        this.kept = kept;
        this.transactions = transactions;
    }

    /** Begins to record once Keycloak's tables are there. */
    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent migrated) {
            attach(migrated.getFactory());
            Future<?> unusedRecording =
                    timer.scheduleWithFixedDelay(
                            this::record,
                            SECONDS_BETWEEN_RECORDS,
                            SECONDS_BETWEEN_RECORDS,
                            TimeUnit.SECONDS);
        }
    }

    void attach(KeycloakSessionFactory sessions) {
        factory = sessions;
    }

    void used(UsedKey key, Instant at) {
        if (unrecorded.size() < MOST || unrecorded.containsKey(key)) {
            unrecorded.merge(key, at, LastUses::later);
        }
    }

    /** A use that is not recorded yet, if there is one at this node. */
    Optional<Instant> unrecorded(UsedKey key) {
        return Optional.ofNullable(unrecorded.get(key));
    }

    /**
     * Records at once what is otherwise recorded once a minute: each in a transaction of its own.
     * Keycloak locks all credentials of a user, in an order of its own, when one is deleted;
     * whoever held one while waiting for another could end up waiting in a circle.
     */
    public void record() {
        for (UsedKey key : List.copyOf(unrecorded.keySet())) {
            Instant at = unrecorded.get(key);
            if (at != null && !record(key, at)) {
                return;
            }
        }
    }

    private boolean record(UsedKey key, Instant at) {
        KeycloakSessionFactory sessions = factory;
        if (sessions == null) {
            return false;
        }
        try {
            transactions.accept(sessions, session -> kept.record(session, key, at));
        } catch (RuntimeException e) {
            // Whatever keeps the database from answering: the next minute tries again.
            if (!failing) {
                LOG.warn("When API keys were last used cannot be recorded", e);
            }
            failing = true;
            return false;
        }
        failing = false;
        // Unless it was used again meanwhile.
        unrecorded.remove(key, at);
        return true;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Records what is still to be recorded. */
    @Override
    public void close() {
        timer.shutdownNow();
        record();
    }
}
