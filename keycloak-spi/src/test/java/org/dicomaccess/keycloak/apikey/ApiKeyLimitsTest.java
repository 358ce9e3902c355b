package org.dicomaccess.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.http.TestTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which API keys may be made, in a realm where a user may have three. */
class ApiKeyLimitsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String NOTHING = "-";

    @ParameterizedTest
    @MethodSource("table")
    void a_key_is_made_or_the_wrong_field_is_named(
            String name,
            String permissions,
            String seconds,
            String owner,
            String maximum,
            String others,
            String wrong) {
        NewApiKey wanted =
                new NewApiKey(
                        said(name),
                        permissions(permissions),
                        number(seconds).map(NOW::plusSeconds));

        Optional<String> field =
                wrong(
                        new ApiKeyLimits(number(maximum).map(Duration::ofSeconds), 3),
                        wanted,
                        Arrays.stream(owner.split(" "))
                                .map(ApiKeyLimitsTest::said)
                                .collect(Collectors.toSet()),
                        others(others));

        assertThat(field).isEqualTo(wrong.equals(NOTHING) ? Optional.empty() : Optional.of(wrong));
    }

    static Stream<Arguments> table() {
        return TestTable.of(ApiKeyLimitsTest.class, "limits.tsv");
    }

    @Test
    void a_key_without_an_end_ends_where_the_realm_says_so() {
        NewApiKey wanted = new NewApiKey("a", new KeyPermissions.Owners(), Optional.empty());

        assertThat(new ApiKeyLimits(Optional.empty(), 3).end(wanted, Set.of(), List.of(), NOW))
                .isEmpty();
        assertThat(
                        new ApiKeyLimits(Optional.of(Duration.ofDays(1)), 3)
                                .end(wanted, Set.of(), List.of(), NOW.plusMillis(7)))
                .contains(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void fifty_permissions_fit_and_one_more_does_not() {
        ApiKeyLimits limits = new ApiKeyLimits(Optional.empty(), 3);

        assertThat(limits.end(wanting(50), names(50), List.of(), NOW)).isEmpty();
        assertThatExceptionOfType(InvalidApiKeyException.class)
                .isThrownBy(() -> limits.end(wanting(51), names(51), List.of(), NOW))
                .withMessageContaining("1 to 50");
    }

    private static NewApiKey wanting(int permissions) {
        return new NewApiKey("a", new KeyPermissions.Only(names(permissions)), Optional.empty());
    }

    private static Set<String> names(int permissions) {
        return IntStream.range(0, permissions).mapToObj(i -> "p" + i).collect(Collectors.toSet());
    }

    private static Optional<String> wrong(
            ApiKeyLimits limits, NewApiKey wanted, Set<String> owner, List<ApiKey> others) {
        try {
            limits.end(wanted, owner, others, NOW);
            return Optional.empty();
        } catch (InvalidApiKeyException e) {
            return Optional.of(e.field());
        }
    }

    private static KeyPermissions permissions(String cell) {
        return switch (cell) {
            case NOTHING -> new KeyPermissions.Owners();
            case "(none)" -> new KeyPermissions.Only(Set.of());
            default ->
                    new KeyPermissions.Only(
                            Arrays.stream(cell.split(",", -1))
                                    .map(ApiKeyLimitsTest::said)
                                    .collect(Collectors.toSet()));
        };
    }

    private static List<ApiKey> others(String cell) {
        return cell.equals(NOTHING)
                ? List.of()
                : Arrays.stream(cell.split(",", -1))
                        .map(
                                name ->
                                        new ApiKey(
                                                name,
                                                name,
                                                new KeyPermissions.Owners(),
                                                NOW,
                                                Optional.empty(),
                                                Optional.empty()))
                        .toList();
    }

    private static Optional<Long> number(String cell) {
        return cell.equals(NOTHING) ? Optional.empty() : Optional.of(Long.valueOf(cell));
    }

    /** A text with what does not fit a table, or {@code {n}} for so many characters. */
    private static String said(String cell) {
        if (cell.matches("\\{[0-9]+}")) {
            return "x".repeat(Integer.parseInt(cell.substring(1, cell.length() - 1)));
        }
        return cell.replace("\\n", "\n")
                .replace("\\0", "\0")
                .replace("\\u2028", "\u2028")
                .replace("\\u202e", "\u202e")
                .replace("\\ud800", "\ud800");
    }
}
