package org.dicomaccess.keycloak.apikey;

import java.time.Instant;
import java.util.HashMap;
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

    /** Uses recorded in one transaction: nobody waits long for one of these keys. */
    private static final int PART = 200;

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

    /** Records at once what is otherwise recorded once a minute. */
    public void record() {
        List<UsedKey> keys = List.copyOf(unrecorded.keySet());
        for (int from = 0; from < keys.size(); from += PART) {
            Map<UsedKey, Instant> part = new HashMap<>();
            keys.subList(from, Math.min(from + PART, keys.size()))
                    .forEach(key -> unrecorded(key).ifPresent(at -> part.put(key, at)));
            record(part);
        }
    }

    private void record(Map<UsedKey, Instant> uses) {
        KeycloakSessionFactory sessions = factory;
        if (sessions == null) {
            return;
        }
        try {
            transactions.accept(sessions, session -> kept.record(session, uses));
        } catch (RuntimeException e) {
            // Whatever keeps the database from answering: the next minute tries again.
            if (!failing) {
                LOG.warn("When API keys were last used cannot be recorded", e);
            }
            failing = true;
            return;
        }
        failing = false;
        // Unless it was used again meanwhile.
        uses.forEach(unrecorded::remove);
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
