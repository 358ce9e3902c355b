package org.dicomaccess.keycloak.share;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakSessionTask;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The shares whose tokens this node has seen, so that a check asks no database. Once a second it is
 * asked which shares were ended, on whichever node; when it does not answer for {@link
 * #TRUSTED_FOR}, nothing is known any more and nothing is granted. When tokens were last used is
 * remembered here and recorded once a minute.
 */
public final class KnownShares implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KnownShares.class);

    /** How long what is known may be relied on without news. */
    static final Duration TRUSTED_FOR = Duration.ofSeconds(10);

    /**
     * How far back is asked each time: an end becomes visible only with its transaction, which may
     * have begun long before when it ends many shares (Keycloak allows five minutes), and clocks of
     * nodes differ.
     */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final int SECONDS_BETWEEN_RECORDS = 60;

    /** Uses recorded in one transaction: nobody waits long for one of these shares. */
    private static final int PART = 200;

    private static final int MOST = 100_000;

    private final ShareStandings standings;
    private final LongSupplier nanos;
    private final BiConsumer<KeycloakSessionFactory, KeycloakSessionTask> transactions;
    private final Cache<String, KnownShare> known;
    private final AtomicLong forgotten = new AtomicLong();
    private final Map<String, Instant> unrecorded = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch =
            Executors.newScheduledThreadPool(
                    // Recording many uses must not keep anybody from looking.
                    2,
                    task -> {
                        Thread thread = new Thread(task, "dicom-access-shares");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile long watchedAt;
    private volatile @Nullable KeycloakSessionFactory factory;
    private volatile boolean failing;

    public KnownShares(ShareStandings standings) {
        this(standings, System::nanoTime, KeycloakModelUtils::runJobInTransaction);
    }

    /**
     * @param nanos a clock that nobody sets, like {@link System#nanoTime}
     * @param transactions runs a task with a session and a transaction of its own
     */
    KnownShares(
            ShareStandings standings,
            LongSupplier nanos,
            BiConsumer<KeycloakSessionFactory, KeycloakSessionTask> transactions) {
        this.standings = standings;
        this.nanos = nanos;
        this.transactions = transactions;
        this.watchedAt = nanos.getAsLong();
        this.known =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .<String, KnownShare>evictionListener(
                                (id, share, cause) -> {
                                    if (id != null && share != null) {
                                        share.useToRecord()
                                                .ifPresent(
                                                        at ->
                                                                unrecorded.merge(
                                                                        id,
                                                                        at,
                                                                        KnownShares::later));
                                    }
                                })
                        .build();
    }

    /** Begins to watch, once the tables are there. */
    public void start(KeycloakSessionFactory sessions) {
        attach(sessions);
        Future<?> unusedLooking = watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        Future<?> unusedRecording =
                watch.scheduleWithFixedDelay(
                        this::record,
                        SECONDS_BETWEEN_RECORDS,
                        SECONDS_BETWEEN_RECORDS,
                        TimeUnit.SECONDS);
    }

    void attach(KeycloakSessionFactory sessions) {
        factory = sessions;
        watchedAt = nanos.getAsLong();
    }

    /** Where a share stands; the database is asked only for one that was not seen before. */
    public Standing standing(KeycloakSession session, String shareId) {
        if (nanos.getAsLong() - watchedAt > TRUSTED_FOR.toNanos()) {
            return Standing.UNKNOWN;
        }
        KnownShare share = known.getIfPresent(shareId);
        if (share == null) {
            long before = forgotten.get();
            Optional<Boolean> inForce = asked(session, shareId);
            if (inForce.isEmpty()) {
                return Standing.UNKNOWN;
            }
            share = new KnownShare(inForce.get());
            known.put(shareId, share);
            if (forgotten.get() != before) {
                // Perhaps this one, between the answer and its being remembered.
                forget(shareId);
            }
        }
        return share.inForce() ? Standing.IN_FORCE : Standing.ENDED;
    }

    /** Empty when the database does not answer: nothing is granted then, nor remembered. */
    private Optional<Boolean> asked(KeycloakSession session, String shareId) {
        try {
            return Optional.of(standings.inForce(session, shareId));
        } catch (RuntimeException e) {
            noteFailure(e);
            return Optional.empty();
        }
    }

    /** A token of the share was used, to be recorded by and by. */
    public void used(String shareId, Instant at) {
        KnownShare share = known.getIfPresent(shareId);
        if (share != null) {
            share.used(at);
        }
    }

    /** Forgets what is known of a share, so that the next check asks again. */
    public void forget(String shareId) {
        forgotten.incrementAndGet();
        KnownShare share = known.asMap().remove(shareId);
        if (share != null) {
            share.useToRecord().ifPresent(at -> unrecorded.merge(shareId, at, KnownShares::later));
        }
    }

    /** Records at once what is otherwise recorded once a minute. */
    public void record() {
        Map<String, Instant> uses = new HashMap<>();
        for (String id : List.copyOf(unrecorded.keySet())) {
            Instant at = unrecorded.remove(id);
            if (at != null) {
                uses.put(id, at);
            }
        }
        known.asMap()
                .forEach(
                        (id, share) ->
                                share.useToRecord()
                                        .ifPresent(at -> uses.merge(id, at, KnownShares::later)));
        List<String> ids = List.copyOf(uses.keySet());
        for (int from = 0; from < ids.size(); from += PART) {
            Map<String, Instant> part = new HashMap<>();
            ids.subList(from, Math.min(from + PART, ids.size()))
                    .forEach(id -> part.put(id, uses.getOrDefault(id, Instant.EPOCH)));
            record(part);
        }
    }

    private void record(Map<String, Instant> uses) {
        if (!inTransaction(session -> standings.recordUse(session, uses))) {
            uses.forEach((id, at) -> unrecorded.merge(id, at, KnownShares::later));
        }
    }

    /** Asks which shares were ended lately. */
    void look() {
        long started = nanos.getAsLong();
        Instant since =
                Instant.ofEpochMilli(Time.currentTimeMillis())
                        .minus(OVERLAP)
                        .minusNanos(started - watchedAt);
        if (inTransaction(session -> forget(standings.endedSince(session, since)))) {
            watchedAt = started;
        }
    }

    private void forget(List<String> ended) {
        ended.forEach(this::forget);
    }

    private boolean inTransaction(Consumer<KeycloakSession> work) {
        KeycloakSessionFactory sessions = factory;
        if (sessions == null) {
            return false;
        }
        try {
            transactions.accept(sessions, work::accept);
            failing = false;
            return true;
        } catch (RuntimeException e) {
            // Whatever keeps the database from answering: the next second tries again, and checks
            // refuse meanwhile.
            noteFailure(e);
            return false;
        }
    }

    private void noteFailure(RuntimeException e) {
        if (!failing) {
            LOG.warn("The database does not say which shares were ended", e);
        }
        failing = true;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Stops watching, and records what is still to be recorded. */
    @Override
    public void close() {
        watch.shutdownNow();
        record();
    }
}
