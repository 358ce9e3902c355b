package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

class KnownSharesTest {
    private static final String ONE = "one";
    private static final String OTHER = "other";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Database database = new Database();
    private final KeycloakSession session = stub(KeycloakSession.class);

    private long nanos;
    private KnownShares known;

    @BeforeEach
    void know() {
        known = new KnownShares(database, () -> nanos, (sessions, task) -> task.run(session));
        known.attach(stub(KeycloakSessionFactory.class));
        database.inForce.addAll(Set.of(ONE, OTHER));
    }

    @AfterEach
    void stop() {
        database.away = false;
        known.close();
    }

    // Where a share stands

    @Test
    void the_database_is_asked_once_for_each_share_and_never_again() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(standing(ONE)).isEqualTo(Standing.IN_FORCE);
            assertThat(standing("unheard of")).isEqualTo(Standing.ENDED);
            known.used(ONE, NOON.plusSeconds(i));
        }

        assertThat(database.questions).containsExactly(ONE, "unheard of");
        assertThat(database.recorded).isEmpty();
    }

    @Test
    void a_share_that_is_forgotten_is_asked_for_again() {
        assertThat(standing(ONE)).isEqualTo(Standing.IN_FORCE);
        assertThat(standing(OTHER)).isEqualTo(Standing.IN_FORCE);
        database.inForce.clear();

        known.forget(ONE);

        assertThat(standing(ONE)).isEqualTo(Standing.ENDED);
        assertThat(standing(OTHER)).isEqualTo(Standing.IN_FORCE);
        assertThat(database.questions).containsExactly(ONE, OTHER, ONE);
    }

    @Test
    void a_share_that_is_forgotten_while_the_database_answers_is_asked_for_again() {
        database.afterAnswer =
                () -> {
                    database.inForce.remove(ONE);
                    known.forget(ONE);
                };
        assertThat(standing(ONE)).isEqualTo(Standing.IN_FORCE);
        database.afterAnswer = () -> {};

        assertThat(standing(ONE)).isEqualTo(Standing.ENDED);
    }

    @Test
    void a_share_that_ended_elsewhere_ends_here_with_the_next_look() {
        assertThat(standing(ONE)).isEqualTo(Standing.IN_FORCE);
        database.inForce.remove(ONE);
        database.ended.add(ONE);
        assertThat(standing(ONE)).isEqualTo(Standing.IN_FORCE);

        known.look();

        assertThat(standing(ONE)).isEqualTo(Standing.ENDED);
    }

    @Test
    void each_look_goes_back_ten_minutes_and_as_long_as_nobody_looked() {
        pass(Duration.ofSeconds(1));
        Instant before = Instant.now();
        known.look();
        Instant after = Instant.now();
        assertThat(database.since.get(0))
                .isBetween(before.minusSeconds(601).minusMillis(1), after.minusSeconds(601));

        database.away = true;
        pass(Duration.ofSeconds(3600));
        known.look();
        database.away = false;
        before = Instant.now();
        known.look();
        after = Instant.now();

        assertThat(database.since.get(1))
                .isBetween(before.minusSeconds(4200).minusMillis(1), after.minusSeconds(4200));
    }

    // When the database is away

    @Test
    void what_is_known_holds_for_ten_seconds_without_news_and_then_nothing_is() {
        standing(ONE);
        database.away = true;

        pass(KnownShares.TRUSTED_FOR);
        known.look();
        assertThat(standing(ONE)).isEqualTo(Standing.IN_FORCE);

        pass(Duration.ofNanos(1));
        assertThat(standing(ONE)).isEqualTo(Standing.UNKNOWN);
        assertThat(standing("unheard of")).isEqualTo(Standing.UNKNOWN);
        assertThat(database.questions).containsExactly(ONE);
    }

    @Test
    void when_the_database_is_back_what_was_known_is_known_again() {
        standing(ONE);
        database.away = true;
        pass(Duration.ofSeconds(60));
        known.look();
        assertThat(standing(ONE)).isEqualTo(Standing.UNKNOWN);

        database.away = false;
        database.inForce.remove(OTHER);
        database.ended.add(OTHER);
        known.look();

        assertThat(standing(ONE)).isEqualTo(Standing.IN_FORCE);
        assertThat(standing(OTHER)).isEqualTo(Standing.ENDED);
    }

    @Test
    void a_share_that_cannot_be_asked_for_is_unknown_and_that_is_not_remembered() {
        database.away = true;
        assertThat(standing(ONE)).isEqualTo(Standing.UNKNOWN);

        database.away = false;
        assertThat(standing(ONE)).isEqualTo(Standing.IN_FORCE);
    }

    @Test
    void before_anybody_watches_nothing_is_known_for_longer_than_that() {
        KnownShares unwatched =
                new KnownShares(database, () -> nanos, (sessions, task) -> task.run(session));
        assertThat(unwatched.standing(session, ONE)).isEqualTo(Standing.IN_FORCE);

        pass(KnownShares.TRUSTED_FOR.plusNanos(1));
        unwatched.look();

        assertThat(unwatched.standing(session, ONE)).isEqualTo(Standing.UNKNOWN);
        unwatched.close();
    }

    @Test
    void a_clock_that_runs_over_still_counts() {
        nanos = Long.MAX_VALUE - 5;
        known.look();
        standing(ONE);

        nanos += KnownShares.TRUSTED_FOR.toNanos();
        assertThat(standing(ONE)).isEqualTo(Standing.IN_FORCE);

        nanos++;
        assertThat(standing(ONE)).isEqualTo(Standing.UNKNOWN);
    }

    // Uses

    @Test
    void the_last_use_of_each_share_is_recorded_once_and_to_the_second() {
        standing(ONE);
        standing(OTHER);
        known.used(ONE, NOON.plusMillis(900));
        known.used(ONE, NOON.plusMillis(5_100));
        known.used(ONE, NOON.plusMillis(3_000));
        known.used(OTHER, NOON);

        known.record();
        known.record();

        assertThat(database.recorded)
                .containsExactly(Map.of(ONE, NOON.plusSeconds(5), OTHER, NOON));
    }

    @Test
    void only_what_was_used_since_is_recorded_next_time() {
        standing(ONE);
        standing(OTHER);
        known.used(ONE, NOON);
        known.used(OTHER, NOON);
        known.record();

        known.used(OTHER, NOON.plusSeconds(9));
        known.record();

        assertThat(database.recorded).hasSize(2);
        assertThat(database.recorded.get(1)).isEqualTo(Map.of(OTHER, NOON.plusSeconds(9)));
    }

    @Test
    void many_uses_are_recorded_part_by_part() {
        for (int i = 0; i < 450; i++) {
            standing("share " + i);
            known.used("share " + i, NOON.plusSeconds(i));
        }

        known.record();

        assertThat(database.recorded).extracting(Map::size).containsExactly(200, 200, 50);
        Map<String, Instant> all = new HashMap<>();
        database.recorded.forEach(all::putAll);
        assertThat(all).hasSize(450).containsEntry("share 449", NOON.plusSeconds(449));
    }

    @Test
    void a_share_that_was_never_seen_is_not_recorded() {
        known.used("unheard of", NOON);

        known.record();

        assertThat(database.recorded).isEmpty();
    }

    @Test
    void the_last_use_of_a_share_that_ended_is_recorded_all_the_same() {
        standing(ONE);
        standing(OTHER);
        known.used(ONE, NOON);
        known.used(OTHER, NOON.plusSeconds(1));

        known.forget(ONE);
        database.ended.add(OTHER);
        known.look();
        known.record();

        assertThat(database.recorded)
                .containsExactly(Map.of(ONE, NOON, OTHER, NOON.plusSeconds(1)));
    }

    @Test
    void what_could_not_be_recorded_is_recorded_later_with_what_came_meanwhile() {
        standing(ONE);
        standing(OTHER);
        known.used(ONE, NOON);
        known.used(OTHER, NOON);
        database.away = true;
        known.record();
        assertThat(database.recorded).isEmpty();

        known.used(ONE, NOON.plusSeconds(30));
        known.record();
        database.away = false;
        known.record();

        assertThat(database.recorded)
                .containsExactly(Map.of(ONE, NOON.plusSeconds(30), OTHER, NOON));
    }

    @Test
    void an_earlier_use_never_takes_the_place_of_a_later_one() {
        standing(ONE);
        known.used(ONE, NOON.plusSeconds(30));
        known.forget(ONE);
        standing(ONE);
        known.used(ONE, NOON);

        known.record();

        assertThat(database.recorded).containsExactly(Map.of(ONE, NOON.plusSeconds(30)));
    }

    @Test
    void what_is_still_to_be_recorded_is_recorded_when_the_server_stops() {
        standing(ONE);
        known.used(ONE, NOON);

        known.close();

        assertThat(database.recorded).containsExactly(Map.of(ONE, NOON));
    }

    private Standing standing(String shareId) {
        return known.standing(session, shareId);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** Something that nobody asks anything of. */
    private static <T> T stub(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            throw new AssertionError(method);
                        }));
    }

    private static final class Database implements ShareStandings {
        private final Set<String> inForce = new HashSet<>();
        private final List<String> ended = new ArrayList<>();
        private final List<String> questions = new ArrayList<>();
        private final List<Instant> since = new ArrayList<>();
        private final List<Map<String, Instant>> recorded = new ArrayList<>();
        private boolean away;
        private Runnable afterAnswer = () -> {};

        @Override
        public boolean inForce(KeycloakSession session, String shareId) {
            requireThere();
            questions.add(shareId);
            boolean answer = inForce.contains(shareId);
            afterAnswer.run();
            return answer;
        }

        @Override
        public List<String> endedSince(KeycloakSession session, Instant moment) {
            requireThere();
            since.add(moment);
            return List.copyOf(ended);
        }

        @Override
        public void recordUse(KeycloakSession session, Map<String, Instant> uses) {
            requireThere();
            recorded.add(new HashMap<>(uses));
        }

        private void requireThere() {
            if (away) {
                throw new IllegalStateException("the database is away");
            }
        }
    }
}
