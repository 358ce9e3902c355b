package org.dicomaccess.keycloak.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.share.SharedStudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnownGivenStudiesTest {
    private static final SharesForUser ONE = new SharesForUser("realm", "one", "server");
    private static final SharesForUser OTHER = new SharesForUser("realm", "other", "server");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private volatile List<GivenStudies> inDatabase = List.of(given("first"));
    private volatile boolean away;

    private final KnownGivenStudies known = new KnownGivenStudies(this::read, nanos::get);

    @AfterEach
    void stop() {
        known.close();
    }

    @Test
    void the_database_is_asked_once_for_each_user() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(known.of(ONE)).isEqualTo(inDatabase);
            assertThat(known.of(OTHER)).isEqualTo(inDatabase);
        }

        assertThat(asked).hasValue(2);
    }

    @Test
    void nothing_given_is_remembered_too() {
        inDatabase = List.of();

        assertThat(known.of(ONE)).isEmpty();
        assertThat(known.of(ONE)).isEmpty();

        assertThat(asked).hasValue(1);
    }

    @Test
    void what_somebody_keeps_asking_for_is_read_again_in_the_background() {
        List<GivenStudies> before = inDatabase;
        assertThat(known.of(ONE)).isEqualTo(before);
        inDatabase = List.of(given("first"), given("second"));

        nanos.addAndGet(KnownGivenStudies.READ_AGAIN_AFTER.plusSeconds(1).toNanos());

        known.of(ONE);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(known.of(ONE)).isEqualTo(inDatabase));
        assertThat(asked).hasValue(2);
    }

    @Test
    void nothing_is_used_longer_than_promised() {
        known.of(ONE);
        inDatabase = List.of();

        nanos.addAndGet(KnownGivenStudies.KEPT.toNanos());

        assertThat(known.of(ONE)).isEmpty();
    }

    @Test
    void nothing_is_known_when_the_database_is_away_and_nothing_is_remembered_of_that() {
        away = true;
        assertThatExceptionOfType(StudiesUnavailableException.class)
                .isThrownBy(() -> known.of(ONE));

        away = false;

        assertThat(known.of(ONE)).isEqualTo(inDatabase);
    }

    @Test
    void what_is_known_outlives_a_database_that_is_away_for_a_moment_and_no_longer() {
        known.of(ONE);
        away = true;

        nanos.addAndGet(KnownGivenStudies.KEPT.minusSeconds(1).toNanos());
        assertThat(known.of(ONE)).isEqualTo(inDatabase);
        nanos.addAndGet(KnownGivenStudies.KEPT.toNanos());

        assertThatExceptionOfType(StudiesUnavailableException.class)
                .isThrownBy(() -> known.of(ONE));
    }

    private List<GivenStudies> read(SharesForUser user) {
        asked.incrementAndGet();
        if (away) {
            throw new IllegalStateException("away");
        }
        return inDatabase;
    }

    private static GivenStudies given(String id) {
        return new GivenStudies(
                id,
                List.of(SharedStudy.of(new StudyInstanceUid("2.25.1"))),
                Set.of(Action.READ),
                Instant.EPOCH,
                Instant.MAX);
    }
}
