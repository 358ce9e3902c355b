package org.dicomaccess.keycloak.mapper;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.dicomaccess.keycloak.share.jpa.JpaShareStore;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * What shares give the users who lately asked, so that a check asks no database. It is read again
 * in the background while somebody keeps asking, and never used longer than {@link #KEPT}: so late
 * may a share count that was given or changed meanwhile. Whether a share was taken back is not for
 * this to say: each has to be looked up among those that stand.
 */
public final class KnownGivenStudies implements AutoCloseable {

    /** How long an answer is used at most. */
    static final Duration KEPT = Duration.ofSeconds(15);

    static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(5);

    /** Shares of one user that count, newest first: each check goes through them all. */
    private static final int MOST_SHARES = 1000;

    /** Shares and their studies in all, about 150 bytes each. */
    private static final long MOST = 300_000;

    private final ExecutorService background =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "dicom-access-given-studies");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final LoadingCache<SharesForUser, List<GivenStudies>> known;

    public KnownGivenStudies(KeycloakSessionFactory sessions) {
        this(
                shares ->
                        KeycloakModelUtils.runJobInTransactionWithResult(
                                sessions, session -> read(session, shares)),
                Ticker.systemTicker());
    }

    /**
     * @param reader what shares give; called from any thread
     */
    KnownGivenStudies(Function<SharesForUser, List<GivenStudies>> reader, Ticker ticker) {
        this.known =
                Caffeine.newBuilder()
                        .expireAfterWrite(KEPT)
                        .refreshAfterWrite(READ_AGAIN_AFTER)
                        .maximumWeight(MOST)
                        .<SharesForUser, List<GivenStudies>>weigher((key, given) -> weight(given))
                        .executor(background)
                        .ticker(ticker)
                        .build(reader::apply);
    }

    /**
     * What shares give a user; the database is asked only for somebody who has not asked lately.
     *
     * @throws StudiesUnavailableException when the database does not answer
     */
    List<GivenStudies> of(SharesForUser shares) {
        try {
            return known.get(shares);
        } catch (RuntimeException e) {
            // Whatever keeps the database from answering: nothing is granted then, nor remembered.
            throw new StudiesUnavailableException(e);
        }
    }

    private static List<GivenStudies> read(KeycloakSession session, SharesForUser shares) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        return shares.in(new JpaShareStore(session, shares.realmId()), now)
                .limit(MOST_SHARES)
                .toList();
    }

    private static int weight(List<GivenStudies> given) {
        return 1 + given.stream().mapToInt(one -> 1 + one.studies().size()).sum();
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
