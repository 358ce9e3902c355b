package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.http.TestTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShareStateTest {
    private static final Instant NOW = SampleShare.GIVEN;

    @ParameterizedTest(name = "{0}: {7}")
    @MethodSource("states")
    void a_state_follows_from_the_record_and_the_clock(
            String what,
            long notBefore,
            long expires,
            String maximumOpens,
            int opens,
            int failedAttempts,
            String revoked,
            String state) {
        Share share = share(notBefore, expires, maximumOpens, opens, failedAttempts, revoked);

        assertThat(ShareState.of(share, NOW).code()).isEqualTo(state);
    }

    static Stream<Arguments> states() {
        return TestTable.of(ShareStateTest.class, "states.tsv");
    }

    @Test
    void every_state_is_in_the_table() {
        assertThat(states().map(row -> row.get()[7]).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ShareState.values()).map(ShareState::code).toList());
    }

    @Test
    void the_clock_counts_to_the_millisecond() {
        Share share =
                new SampleShare().notBefore(NOW.plusSeconds(1)).expires(NOW.plusSeconds(2)).share();

        assertThat(
                        Stream.of(999, 1000, 1999, 2000)
                                .map(millis -> ShareState.of(share, NOW.plusMillis(millis))))
                .containsExactly(
                        ShareState.PENDING,
                        ShareState.ACTIVE,
                        ShareState.ACTIVE,
                        ShareState.EXPIRED);
    }

    @Test
    void only_what_cannot_be_undone_ends_the_tokens_of_a_share() {
        assertThat(Arrays.stream(ShareState.values()).filter(ShareState::ended))
                .containsExactlyInAnyOrder(ShareState.EXPIRED, ShareState.REVOKED);
    }

    @ParameterizedTest
    @EnumSource(ShareState.class)
    void a_state_has_a_code_and_a_code_its_state(ShareState state) {
        assertThat(ShareState.ofCode(state.code())).contains(state);
        assertThat(ShareState.ofCode(state.name())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = ShareState.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
    void a_state_in_which_nothing_opens_is_a_reason(ShareState state) {
        assertThat(OpenRefusal.of(state).code()).isEqualTo("share_" + state.code());
    }

    @Test
    void no_two_refusals_have_the_same_code() {
        assertThat(List.of(OpenRefusal.values()))
                .extracting(OpenRefusal::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z_]{1,40}"));
    }

    private static Share share(
            long notBefore,
            long expires,
            String maximumOpens,
            int opens,
            int failedAttempts,
            String revoked) {
        SampleShare share =
                new SampleShare()
                        .notBefore(NOW.plusSeconds(notBefore))
                        .expires(NOW.plusSeconds(expires))
                        .opens(opens)
                        .failedAttempts(failedAttempts);
        if (!maximumOpens.equals("-")) {
            share.maximumOpens(Integer.parseInt(maximumOpens));
        }
        return revoked.equals("yes") ? share.revoked(NOW).share() : share.share();
    }
}
