package org.dicomaccess.keycloak.http.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.apikey.KeysAtWork;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.testing.Doors;
import org.dicomaccess.keycloak.testing.Doors.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;
import org.keycloak.testframework.remote.runonserver.InjectRunOnServer;
import org.keycloak.testframework.remote.runonserver.RunOnServerClient;

/** Keys are used by many while others are made, revoked, and their last uses recorded. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class KeysAtOnceIT {
    private static final String METADATA =
            Samples.filled("/orthanc/dicom-web/studies/{A}/metadata");
    private static final int USERS_OF_KEYS = 12;
    private static final int KEYS_OVER_TIME = 60;
    private static final int KEYS_AT_A_TIME = 6;

    @InjectRealm(fromJson = "/orthanc-realm.json", config = KeyRealm.class)
    ManagedRealm realm;

    @InjectRunOnServer(permittedPackages = "org.dicomaccess")
    RunOnServerClient server;

    private Doors doors;
    private RestKeys keys;
    private String lasting;

    /** Keys in force, by their texts. */
    private final Map<String, String> inForce = new ConcurrentHashMap<>();

    /** Keys whose revoking was answered. */
    private final List<String> revoked = Collections.synchronizedList(new ArrayList<>());

    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @BeforeEach
    void begin() {
        doors = new Doors(realm.getBaseUrl());
        keys = RestKeys.none(realm, KeyRealm.SCRIPTER);
        lasting = keys.key();
    }

    @Test
    void a_revoked_key_is_refused_from_the_next_call_on_and_every_other_opens()
            throws InterruptedException, ExecutionException {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(USERS_OF_KEYS + 1);
        List<Future<?>> working = new ArrayList<>();
        for (int i = 0; i < USERS_OF_KEYS; i++) {
            working.add(threads.submit(() -> useUntil(done)));
        }
        working.add(threads.submit(() -> recordUntil(done)));

        try {
            makeAndRevoke();
        } finally {
            done.set(true);
        }
        for (Future<?> work : working) {
            work.get();
        }
        threads.shutdown();

        assertThat(surprises).isEmpty();
        assertThat(granted.get()).isGreaterThan(KEYS_OVER_TIME);
        assertThat(refused.get()).isGreaterThan(KEYS_OVER_TIME);
        assertThat(server.fetchString(KeysAtWork.recorded())).isNotNull();
        assertThat(keys.ids()).hasSize(1);
    }

    @Test
    void a_key_that_many_revoke_at_once_is_revoked_once()
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(USERS_OF_KEYS);
        for (int i = 0; i < 10; i++) {
            String id = RestKeys.id(keys.made(RestKeys.wanted()));
            Callable<Integer> revoking = () -> keys.delete(id).status();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer :
                    threads.invokeAll(Collections.nCopies(USERS_OF_KEYS, revoking))) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnly(204, 404).containsOnlyOnce(204);
        }
        threads.shutdown();
    }

    private void makeAndRevoke() {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < KEYS_OVER_TIME; i++) {
            JsonNode made = keys.made(RestKeys.wanted());
            String text = RestKeys.text(made);
            // From the answer on, on whatever connection.
            expect(text, 200);
            inForce.put(text, RestKeys.id(made));
            order.add(text);
            if (order.size() > KEYS_AT_A_TIME) {
                revoke(order.remove(0));
            }
        }
        order.forEach(this::revoke);
    }

    private void revoke(String text) {
        String id = inForce.remove(text);
        assertThat(keys.delete(String.valueOf(id)).status()).isEqualTo(204);
        expect(text, 401);
        revoked.add(text);
    }

    private void useUntil(AtomicBoolean done) {
        while (!done.get()) {
            expect(lasting, 200);
            String ended = any(revoked);
            if (ended != null) {
                expect(ended, 401);
            }
            String text = any(new ArrayList<>(inForce.keySet()));
            if (text != null) {
                int status = check(text).status();
                // It may have been revoked while this was asked.
                if (status != 200 && (status != 401 || inForce.containsKey(text))) {
                    surprises.add("in force: " + status);
                }
            }
        }
    }

    private void recordUntil(AtomicBoolean done) {
        while (!done.get()) {
            server.fetchString(KeysAtWork.recorded());
        }
    }

    private void expect(String text, int status) {
        Answer answer = check(text);
        if (answer.status() != status) {
            surprises.add("not " + status + ": " + answer.status() + " " + answer.body());
        }
        (answer.status() == 200 ? granted : refused).incrementAndGet();
    }

    private Answer check(String text) {
        return doors.check("api-key", text, "X-Original-Method", "GET", "X-Original-URI", METADATA);
    }

    private static String any(List<String> texts) {
        synchronized (texts) {
            return texts.isEmpty()
                    ? null
                    : texts.get(ThreadLocalRandom.current().nextInt(texts.size()));
        }
    }
}
