package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.http.TestTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.cache.LocalCache;
import org.keycloak.cache.LocalCacheConfiguration;
import org.keycloak.cache.LocalCacheConfiguration.ExpirationMode;
import org.keycloak.cache.LocalCacheProvider;
import org.keycloak.models.KeycloakSession;

class WrongCodesTest {
    private int kept;
    private Duration keptFor = Duration.ZERO;
    private ExpirationMode keptFrom = ExpirationMode.ACCESS;
    private static final String REALM = "realm";

    private final WrongCodes wrongCodes = new WrongCodes(session());

    @Test
    void what_was_tried_in_one_realm_is_not_held_against_anybody_in_another() {
        wrongCodes.another("one", "192.0.2.1");

        assertThat(wrongCodes.tooMany("one", "192.0.2.1", 1)).isTrue();
        assertThat(wrongCodes.tooMany("other", "192.0.2.1", 1)).isFalse();
    }

    @Test
    void an_address_is_held_back_once_it_tried_as_many_as_are_allowed() {
        for (int i = 0; i < 3; i++) {
            assertThat(wrongCodes.tooMany(REALM, "192.0.2.1", 3)).isFalse();
            wrongCodes.another(REALM, "192.0.2.1");
        }

        assertThat(wrongCodes.tooMany(REALM, "192.0.2.1", 3)).isTrue();
        assertThat(wrongCodes.tooMany(REALM, "192.0.2.1", 4)).isFalse();
        assertThat(wrongCodes.tooMany(REALM, "192.0.2.2", 3)).isFalse();
    }

    @Test
    void all_addresses_of_one_subscriber_count_together() {
        wrongCodes.another(REALM, "2001:db8::1");
        wrongCodes.another(REALM, "2001:db8:0:0:5:6:7:8");

        assertThat(wrongCodes.tooMany(REALM, "2001:db8::abcd", 2)).isTrue();
        assertThat(wrongCodes.tooMany(REALM, "2001:db8:0:1::1", 1)).isFalse();
    }

    @Test
    void many_at_once_are_all_counted() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Callable<Void>> tries =
                IntStream.range(0, 200).mapToObj(i -> (Callable<Void>) this::another).toList();

        threads.invokeAll(tries);
        threads.shutdown();

        assertThat(wrongCodes.tooMany(REALM, "192.0.2.1", 200)).isTrue();
        assertThat(wrongCodes.tooMany(REALM, "192.0.2.1", 201)).isFalse();
    }

    @Test
    void they_are_forgotten_after_ten_minutes_and_never_more_than_10_000_are_kept() {
        assertThat(kept).isEqualTo(10_000);
        assertThat(keptFor).isEqualTo(Duration.ofMinutes(10));
        assertThat(keptFrom).isEqualTo(ExpirationMode.CREATE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void an_address_tells_whose_it_is(String address, String network) {
        assertThat(Network.of(address)).isEqualTo(network);
    }

    static Stream<Arguments> networks() {
        return TestTable.of(WrongCodesTest.class, "networks.tsv");
    }

    private Void another() {
        wrongCodes.another(REALM, "192.0.2.1");
        return null;
    }

    private KeycloakSession session() {
        LocalCacheProvider caches =
                new LocalCacheProvider() {
                    @Override
                    public <K, V> LocalCache<K, V> create(LocalCacheConfiguration<K, V> asked) {
                        kept = asked.maxSize();
                        keptFor = asked.expiration().apply(null, null);
                        keptFrom = asked.expirationMode();
                        return new InMemory<>();
                    }

                    @Override
                    public void close() {}
                };
        return (KeycloakSession)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {KeycloakSession.class},
                        (proxy, method, arguments) -> {
                            assertThat(method.getName()).isEqualTo("getProvider");
                            assertThat(Stream.of(arguments).collect(Collectors.toList()))
                                    .containsExactly(LocalCacheProvider.class);
                            return caches;
                        });
    }

    private static final class InMemory<K, V> implements LocalCache<K, V> {
        private final Map<K, V> values = new HashMap<>();

        @Override
        public synchronized V get(K key) {
            return values.get(key);
        }

        @Override
        public synchronized void put(K key, V value) {
            values.put(key, value);
        }

        @Override
        public synchronized void invalidate(K key) {
            values.remove(key);
        }

        @Override
        public void close() {}
    }
}
