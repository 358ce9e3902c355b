package org.dicomaccess.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** When keys were last used, until it is recorded. */
class LastUsesTest {
    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

    private final KeycloakSessionFactory sessions = stub(KeycloakSessionFactory.class);
    private final Map<UsedKey, Instant> recorded = new HashMap<>();
    private int transactions;
    private boolean away;

    private final LastUses uses =
            new LastUses(
                    (session, key, at) -> recorded.put(key, at),
                    (factory, work) -> {
                        transactions++;
                        if (away) {
                            throw new IllegalStateException("the database is away");
                        }
                        work.run(stub(KeycloakSession.class));
                    });

    @Test
    void the_latest_use_counts() {
        uses.used(key(1), AT.plusSeconds(2));
        uses.used(key(1), AT);

        assertThat(uses.unrecorded(key(1))).contains(AT.plusSeconds(2));
        assertThat(uses.unrecorded(key(2))).isEmpty();
    }

    @Test
    void each_use_is_recorded_in_a_transaction_of_its_own_and_forgotten() {
        uses.attach(sessions);
        for (int i = 0; i < 5; i++) {
            uses.used(key(i), AT);
        }

        uses.record();

        assertThat(transactions).isEqualTo(5);
        assertThat(recorded).hasSize(5).containsEntry(key(4), AT);
        assertThat(uses.unrecorded(key(4))).isEmpty();
        uses.record();
        assertThat(transactions).isEqualTo(5);
    }

    @Test
    void while_the_database_is_away_nothing_is_lost() {
        uses.attach(sessions);
        uses.used(key(1), AT);
        uses.used(key(2), AT);
        away = true;
        uses.record();
        assertThat(transactions).isEqualTo(1);
        assertThat(uses.unrecorded(key(1))).contains(AT);
        away = false;

        uses.record();

        assertThat(recorded).containsOnly(Map.entry(key(1), AT), Map.entry(key(2), AT));
    }

    @Test
    void what_is_left_is_recorded_at_the_end() {
        uses.attach(sessions);
        uses.used(key(1), AT);

        uses.close();

        assertThat(recorded).containsKey(key(1));
    }

    @Test
    void memory_does_not_grow_without_end() {
        for (int i = 0; i < 100_001; i++) {
            uses.used(key(i), AT);
        }
        uses.used(key(0), AT.plusSeconds(1));

        assertThat(uses.unrecorded(key(100_000))).isEmpty();
        assertThat(uses.unrecorded(key(0))).contains(AT.plusSeconds(1));
    }

    private static <T> T stub(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            throw new UnsupportedOperationException(method.getName());
                        }));
    }

    private static UsedKey key(int number) {
        return new UsedKey("user", "key-" + number);
    }
}
