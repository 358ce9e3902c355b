package org.dicomaccess.keycloak.apikey;

import java.time.Instant;
import java.util.ArrayList;
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
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakSessionTask;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * When the API keys that this node saw were last used, in memory, and recorded once a minute and at
 * the end. A key that is gone by then stays gone; a use that cannot be recorded is given up for the
 * next one.
 */
public final class LastUses implements ProviderEventListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LastUses.class);
    private static final int SECONDS_BETWEEN_RECORDS = 60;

    /** Uses recorded in one transaction: nobody waits long for one of these keys. */
    private static final int PART = 200;

    /** Whatever goes wrong for so long, what was last used when is not worth more memory. */
    private static final int MOST = 100_000;

    private final Map<UsedKey, Instant> unrecorded = new ConcurrentHashMap<>();
    private final BiConsumer<KeycloakSessionFactory, KeycloakSessionTask> transactions;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "dicom-access-api-keys");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile @Nullable KeycloakSessionFactory factory;
    private volatile boolean failing;

    public LastUses() {
        this(KeycloakModelUtils::runJobInTransaction);
    }

    /**
     * @param transactions runs a task with a session and a transaction of its own
     */
    LastUses(BiConsumer<KeycloakSessionFactory, KeycloakSessionTask> transactions) {
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
        List<UsedKey> keys = new ArrayList<>(unrecorded.keySet());
        keys.sort(UsedKey.ORDER);
        for (int from = 0; from < keys.size(); from += PART) {
            record(keys.subList(from, Math.min(from + PART, keys.size())));
        }
    }

    private void record(List<UsedKey> keys) {
        Map<UsedKey, Instant> uses = new HashMap<>();
        keys.forEach(key -> unrecorded(key).ifPresent(at -> uses.put(key, at)));
        if (inTransaction(session -> keys.forEach(key -> record(session, key, uses.get(key))))) {
            failing = false;
        } else if (keys.size() > 1) {
            // One that was deleted this very moment must not cost the others theirs.
            keys.forEach(key -> record(List.of(key)));
            return;
        }
        // Unless it was used again meanwhile.
        uses.forEach(unrecorded::remove);
    }

    private boolean inTransaction(KeycloakSessionTask work) {
        KeycloakSessionFactory sessions = factory;
        if (sessions == null) {
            return false;
        }
        try {
            transactions.accept(sessions, work);
            return true;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("When API keys were last used could not be recorded", e);
            }
            failing = true;
            return false;
        }
    }

    private static void record(KeycloakSession session, UsedKey used, @Nullable Instant at) {
        RealmModel realm = at == null ? null : session.realms().getRealm(used.realmId());
        if (realm == null || at == null) {
            return;
        }
        session.getContext().setRealm(realm);
        UserModel user = session.users().getUserById(realm, used.userId());
        if (user != null) {
            new KeyStore(session, realm).recordUse(user, used.keyId(), at);
        }
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
