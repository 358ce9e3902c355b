package org.dicomaccess.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSessionFactory;

/** When keys were last used, until it is recorded. */
class LastUsesTest {
    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

    private final KeycloakSessionFactory sessions = stub();
    private final List<Integer> transactions = new ArrayList<>();
    private int failures;

    private final LastUses uses =
            new LastUses(
                    (factory, work) -> {
                        transactions.add(1);
                        if (failures > 0) {
                            failures--;
                            throw new IllegalStateException("the database is away");
                        }
                    });

    @Test
    void the_latest_use_counts() {
        uses.used(key(1), AT.plusSeconds(2));
        uses.used(key(1), AT);

        assertThat(uses.unrecorded(key(1))).contains(AT.plusSeconds(2));
        assertThat(uses.unrecorded(key(2))).isEmpty();
    }

    @Test
    void many_uses_are_recorded_in_a_few_transactions_and_forgotten() {
        uses.attach(sessions);
        for (int i = 0; i < 401; i++) {
            uses.used(key(i), AT);
        }

        uses.record();

        assertThat(transactions).hasSize(3);
        assertThat(uses.unrecorded(key(400))).isEmpty();
        uses.record();
        assertThat(transactions).hasSize(3);
    }

    @Test
    void one_that_cannot_be_recorded_costs_no_other_its_use() {
        uses.attach(sessions);
        uses.used(key(1), AT);
        uses.used(key(2), AT);
        failures = 1;

        uses.record();

        assertThat(transactions).hasSize(3);
        assertThat(uses.unrecorded(key(1))).isEmpty();
        assertThat(uses.unrecorded(key(2))).isEmpty();
    }

    @Test
    void what_is_left_is_recorded_at_the_end() {
        uses.attach(sessions);
        uses.used(key(1), AT);

        uses.close();

        assertThat(transactions).hasSize(1);
    }

    private static KeycloakSessionFactory stub() {
        return (KeycloakSessionFactory)
                Proxy.newProxyInstance(
                        KeycloakSessionFactory.class.getClassLoader(),
                        new Class<?>[] {KeycloakSessionFactory.class},
                        (proxy, method, arguments) -> {
                            throw new UnsupportedOperationException(method.getName());
                        });
    }

    private static UsedKey key(int number) {
        return new UsedKey("realm", "user", "key-" + number);
    }
}
