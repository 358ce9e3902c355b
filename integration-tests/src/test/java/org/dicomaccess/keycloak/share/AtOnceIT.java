package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dicomaccess.keycloak.DicomAccessServer;
import org.dicomaccess.keycloak.http.Samples;
import org.dicomaccess.keycloak.http.shares.RestShares;
import org.dicomaccess.keycloak.http.shares.SharingRealm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.testframework.annotations.InjectRealm;
import org.keycloak.testframework.annotations.KeycloakIntegrationTest;
import org.keycloak.testframework.realm.ManagedRealm;

/** What many do to one share at once counts as if they had done it one after another. */
@KeycloakIntegrationTest(config = DicomAccessServer.class)
class AtOnceIT {
    private static final int THREADS = 50;

    @InjectRealm(fromJson = "/orthanc-realm.json", config = SharingRealm.class)
    ManagedRealm realm;

    private RestShares shares;

    @BeforeEach
    void sign_in() {
        shares = RestShares.of(realm, SharingRealm.GIVER);
    }

    @Test
    void two_hundred_opens_of_a_share_with_ten_left_let_exactly_ten_through() throws Exception {
        JsonNode given = shares.given(RestShares.wanted(Samples.A).put("maximum_opens", 10));
        String link = given.path("url").textValue();

        Map<Integer, Long> answers = atOnce(200, () -> RestShares.open(link).status());

        assertThat(answers).isEqualTo(Map.of(303, 10L, 410, 190L));
        JsonNode share = shares.share(given.path("id").textValue());
        assertThat(share.path("opens").intValue()).isEqualTo(10);
        assertThat(share.path("state").textValue()).isEqualTo("exhausted");
        List<String> history = shares.kinds(given.path("id").textValue());
        assertThat(history.stream().filter("opened"::equals)).hasSize(10);
        assertThat(history.stream().filter("refused"::equals)).hasSize(190);
    }

    @Test
    void a_hundred_wrong_passcodes_count_as_five_and_lock_the_share() throws Exception {
        JsonNode given = shares.given(RestShares.wanted(Samples.A).put("passcode", "123456"));
        String link = given.path("url").textValue();

        Map<Integer, Long> answers =
                atOnce(100, () -> RestShares.open(link, "passcode", "wrong!").status());

        assertThat(answers).isEqualTo(Map.of(403, 100L));
        JsonNode share = shares.share(given.path("id").textValue());
        assertThat(share.path("failed_attempts").intValue()).isEqualTo(5);
        assertThat(share.path("state").textValue()).isEqualTo("locked");
        List<String> history = shares.kinds(given.path("id").textValue());
        assertThat(history.stream().filter("passcode_failed"::equals)).hasSize(5);
        assertThat(RestShares.open(link, "passcode", "123456").status()).isEqualTo(403);
    }

    @Test
    void right_passcodes_at_once_all_open_and_lock_nothing() throws Exception {
        ObjectNode wanted = RestShares.wanted(Samples.A).put("passcode", "123456");
        JsonNode given = shares.given(wanted);
        String link = given.path("url").textValue();

        Map<Integer, Long> answers =
                atOnce(40, () -> RestShares.open(link, "passcode", "123456").status());

        assertThat(answers).isEqualTo(Map.of(303, 40L));
        JsonNode share = shares.share(given.path("id").textValue());
        assertThat(share.path("opens").intValue()).isEqualTo(40);
        assertThat(share.path("failed_attempts").intValue()).isZero();
    }

    @Test
    void a_share_that_many_take_back_at_once_is_taken_back_once() throws Exception {
        JsonNode given = shares.given();
        String id = given.path("id").textValue();

        Map<Integer, Long> answers = atOnce(30, () -> shares.delete(id).status());

        assertThat(answers).isEqualTo(Map.of(200, 30L));
        assertThat(shares.kinds(id)).containsExactly("revoked", "given");
    }

    private static Map<Integer, Long> atOnce(int times, Callable<Integer> call)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer :
                threads.invokeAll(IntStream.range(0, times).mapToObj(i -> call).toList())) {
            statuses.add(answer.get());
        }
        threads.shutdown();
        return statuses.stream()
                .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    }
}
