package org.dicomaccess.keycloak.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.http.TestTable;
import org.dicomaccess.keycloak.viewer.Viewer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShareLimitsTest {
    private static final Instant NOW = SampleShare.GIVEN;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final ShareLimits LIMITS = new ShareLimits(HOUR, DAY, 3, false, true);

    // Giving

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("shares")
    void a_share_is_given_or_refused_by_the_name_of_its_part(
            String what, String share, String refused) {
        NewShare wanted = wanted(share);

        if (refused.equals("-")) {
            assertThat(LIMITS.rules(wanted, NOW).expires()).isAfter(NOW);
        } else {
            assertRefused(refused, () -> LIMITS.rules(wanted, NOW));
        }
    }

    static Stream<Arguments> shares() {
        return TestTable.of(ShareLimitsTest.class, "limits.tsv");
    }

    @Test
    void a_share_without_times_begins_now_and_lives_as_long_as_usual() {
        ShareRules rules = LIMITS.rules(new SampleShare().wanted(), NOW.plusMillis(900));

        assertThat(rules)
                .isEqualTo(new ShareRules(NOW, NOW.plus(HOUR), Optional.empty(), false, false));
    }

    @Test
    void a_share_that_begins_later_lives_as_long_as_usual_from_then_on() {
        NewShare wanted = new SampleShare().notBefore(NOW.plusSeconds(60)).wanted();

        ShareRules rules = LIMITS.rules(wanted, NOW);

        assertThat(rules.notBefore()).isEqualTo(NOW.plusSeconds(60));
        assertThat(rules.expires()).isEqualTo(NOW.plusSeconds(60).plus(HOUR));
    }

    @Test
    void a_share_that_begins_late_ends_at_the_maximum_and_is_not_refused_for_the_usual_life() {
        NewShare wanted = new SampleShare().notBefore(NOW.plus(DAY).minusSeconds(60)).wanted();

        assertThat(LIMITS.rules(wanted, NOW).expires()).isEqualTo(NOW.plus(DAY));
    }

    @Test
    void a_share_never_begins_before_it_is_given() {
        NewShare wanted = new SampleShare().notBefore(NOW.minusSeconds(60)).wanted();

        assertThat(LIMITS.rules(wanted, NOW).notBefore()).isEqualTo(NOW);
    }

    @Test
    void times_are_whole_seconds() {
        NewShare wanted =
                new SampleShare()
                        .notBefore(NOW.plusMillis(60_999))
                        .expires(NOW.plusMillis(120_999))
                        .wanted();

        ShareRules rules = LIMITS.rules(wanted, NOW);

        assertThat(rules.notBefore()).isEqualTo(NOW.plusSeconds(60));
        assertThat(rules.expires()).isEqualTo(NOW.plusSeconds(120));
    }

    @Test
    void what_was_asked_for_stands_in_the_rules() {
        NewShare wanted =
                new SampleShare()
                        .maximumOpens(7)
                        .passcode("secret")
                        .recipient(new Recipient.Mailbox("a@b.example"))
                        .mailsCode()
                        .wanted();

        ShareRules rules = LIMITS.rules(wanted, NOW);

        assertThat(rules.maximumOpens()).contains(7);
        assertThat(rules.passcode()).isTrue();
        assertThat(rules.mailsCode()).isTrue();
    }

    @Test
    void a_realm_may_ask_for_a_passcode_with_every_share() {
        ShareLimits strict = new ShareLimits(HOUR, DAY, 3, true, true);

        assertRefused("passcode", () -> strict.rules(new SampleShare().wanted(), NOW));
        assertThat(strict.rules(new SampleShare().passcode("secret").wanted(), NOW).passcode())
                .isTrue();
        // Such a link can hold nobody back, so there it is never enough.
        assertRefused("passcode", () -> strict.rules(wanted("token"), NOW));
        assertRefused("link_form", () -> strict.rules(wanted("token passcode=x*6"), NOW));
    }

    @Test
    void a_realm_may_let_nobody_give_archives() {
        ShareLimits strict = new ShareLimits(HOUR, DAY, 3, false, false);

        assertRefused("actions", () -> strict.rules(wanted("actions=read+download"), NOW));
        assertThat(strict.rules(wanted(""), NOW).expires()).isEqualTo(NOW.plus(HOUR));
    }

    // Changing

    @ParameterizedTest(name = "given {0} seconds ago with {1} left, to {2} from now: {3}")
    @CsvSource({
        // The share lives a day at most, counted from when it was given.
        "0, 3600, 3601, -",
        "0, 3600, 86400, -",
        "0, 3600, 86401, expires_at",
        "3600, 3600, 82800, -",
        "3600, 3600, 82801, expires_at",
        "86399, 0, 1, -",
        "86400, 0, 1, expires_at",
        // Not into the past, and not shorter than before.
        "0, 3600, 3600, -",
        "0, 3600, 3599, expires_at",
        "7200, -3600, 1, -",
        "7200, -3600, 0, expires_at",
        "7200, -3600, -1, expires_at",
        "0, 3600, 251700868799, expires_at",
    })
    void an_end_is_put_off_within_the_longest_life(
            long age, long left, long asked, String refused) {
        Share share =
                new SampleShare()
                        .created(NOW.minusSeconds(age))
                        .expires(NOW.plusSeconds(left))
                        .share();

        if (refused.equals("-")) {
            assertThat(LIMITS.extended(share, NOW.plusSeconds(asked).plusMillis(1), NOW))
                    .isEqualTo(NOW.plusSeconds(asked));
        } else {
            assertRefused(refused, () -> LIMITS.extended(share, NOW.plusSeconds(asked), NOW));
        }
    }

    @Test
    void an_end_that_is_put_off_lies_behind_the_beginning() {
        Share share =
                new SampleShare()
                        .notBefore(NOW.plusSeconds(60))
                        .expires(NOW.plusSeconds(50))
                        .share();

        assertRefused("expires_at", () -> LIMITS.extended(share, NOW.plusSeconds(60), NOW));
    }

    @Test
    void what_stands_in_a_link_stays_as_it_is() {
        Share share = new SampleShare().linkForm(LinkForm.TOKEN).share();

        assertRefused("expires_at", () -> LIMITS.extended(share, NOW.plusSeconds(7200), NOW));
        assertRefused("maximum_opens", () -> ShareLimits.opens(share, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "0, maximum_opens",
        "-1, maximum_opens",
        "1, -",
        "1000000, -",
        "1000001, maximum_opens"
    })
    void a_new_number_of_opens_is_within_the_same_range(int opens, String refused) {
        Share share = new SampleShare().maximumOpens(3).opens(3).share();

        if (refused.equals("-")) {
            assertThat(ShareLimits.opens(share, opens)).isEqualTo(opens);
        } else {
            assertRefused(refused, () -> ShareLimits.opens(share, opens));
        }
    }

    @Test
    void a_new_passcode_is_as_a_first_one() {
        ShareLimits strict = new ShareLimits(HOUR, DAY, 3, true, true);

        assertThat(LIMITS.passcode(Optional.empty())).isEmpty();
        assertThat(LIMITS.passcode(Optional.of("123456"))).contains("123456");
        assertRefused("passcode", () -> LIMITS.passcode(Optional.of("12345")));
        assertRefused("passcode", () -> LIMITS.passcode(Optional.of("x".repeat(129))));
        assertRefused("passcode", () -> strict.passcode(Optional.empty()));
    }

    private static void assertRefused(String field, ThrowingCallable attempt) {
        assertThatExceptionOfType(InvalidShareException.class)
                .isThrownBy(attempt)
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field))
                .satisfies(refused -> assertThat(refused.getMessage()).isNotBlank());
    }

    /** A share as the table writes it: parts separated by spaces, each a name and a value. */
    private static NewShare wanted(String parts) {
        SampleShare share = new SampleShare();
        for (String part : parts.split(" (?=[a-z]+(=|$| ))", -1)) {
            String name = part.replaceFirst("=.*", "");
            String value = text(part.contains("=") ? part.substring(part.indexOf('=') + 1) : "");
            switch (name) {
                case "" -> {}
                case "studies" -> share.studies(Integer.parseInt(value));
                case "actions" -> share.actions(actions(value));
                case "viewer" -> share.viewer(Viewer.ofCode(value).orElseThrow());
                case "label" -> share.label(value);
                case "opens" -> share.maximumOpens(Integer.parseInt(value));
                case "passcode" -> share.passcode(value);
                case "mails" -> share.mailsCode();
                case "token" -> share.linkForm(LinkForm.TOKEN);
                case "recipient" ->
                        share.recipient(
                                value.equals("user")
                                        ? new Recipient.KeycloakUser("somebody")
                                        : new Recipient.Mailbox(value));
                case "begins" -> share.notBefore(from(value));
                case "expires" -> share.expires(from(value));
                default -> throw new IllegalArgumentException(part);
            }
        }
        return share.wanted();
    }

    /** As far as time goes, in either direction. */
    private static Instant from(String seconds) {
        long second = NOW.getEpochSecond() + Long.parseLong(seconds);
        return Instant.ofEpochSecond(
                Math.max(
                        Instant.MIN.getEpochSecond(),
                        Math.min(Instant.MAX.getEpochSecond(), second)));
    }

    private static Set<Action> actions(String words) {
        return Arrays.stream(words.split("\\+", -1))
                .map(word -> Action.ofCode(word).orElseThrow())
                .collect(Collectors.toSet());
    }

    /** Its last character as often as is said behind an asterisk. */
    private static String text(String written) {
        String text =
                written.replace("\\n", "\n")
                        .replace("\\t", "\t")
                        .replace("\\0", "\0")
                        .replace("\\e", "\u001b");
        int asterisk = text.lastIndexOf('*');
        if (asterisk < 0) {
            return text;
        }
        int last = text.offsetByCodePoints(asterisk, -1);
        int times = Integer.parseInt(text.substring(asterisk + 1));
        return text.substring(0, last) + text.substring(last, asterisk).repeat(times);
    }
}
