package org.dicomaccess.keycloak.apikey;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.settings.RealmSettings;

/**
 * What a realm allows of API keys. Pure: the clock is a parameter.
 *
 * @param maximumLifetime the longest that a key lives; empty when a key may live until it is
 *     revoked
 * @param perUser how many keys a user may have at once
 */
record ApiKeyLimits(Optional<Duration> maximumLifetime, int perUser) {
    static final int LONGEST_NAME = 100;
    static final int LONGEST_PERMISSION = 100;
    static final int MOST_PERMISSIONS = 50;

    static ApiKeyLimits of(RealmSettings settings) {
        return new ApiKeyLimits(settings.apiKeyMaximumLifetime(), settings.apiKeysPerUser());
    }

    /**
     * When a key that is asked for ends; empty when it does not.
     *
     * @param owners the permissions of whoever asks
     * @param others the keys they have
     * @throws InvalidApiKeyException when it may not be made like this
     */
    Optional<Instant> end(NewApiKey wanted, Set<String> owners, List<ApiKey> others, Instant now) {
        requireName(wanted.name(), others);
        requirePermissions(wanted.permissions(), owners);
        if (others.size() >= perUser) {
            throw new InvalidApiKeyException(
                    "api_keys", "are %d at most; revoke one of yours first".formatted(perUser));
        }
        Optional<Instant> latest =
                maximumLifetime.map(longest -> now.plus(longest).truncatedTo(ChronoUnit.SECONDS));
        wanted.expires().ifPresent(end -> requireEnd(end, latest, now));
        return wanted.expires().or(() -> latest).map(end -> end.truncatedTo(ChronoUnit.SECONDS));
    }

    private static void requireName(String name, List<ApiKey> others) {
        if (name.isBlank()
                || name.length() > LONGEST_NAME
                || !name.equals(name.strip())
                || name.codePoints().anyMatch(ApiKeyLimits::breaksLine)) {
            throw new InvalidApiKeyException(
                    "name",
                    "must be one line of 1 to %d characters, without space around"
                            .formatted(LONGEST_NAME));
        }
        if (others.stream().anyMatch(other -> other.name().equals(name))) {
            throw new InvalidApiKeyException("name", "is that of another of your keys");
        }
    }

    /** Also what turns the reading direction: a name stands in lists of people's keys. */
    private static boolean breaksLine(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }

    private static void requirePermissions(KeyPermissions permissions, Set<String> owners) {
        if (!(permissions instanceof KeyPermissions.Only only)) {
            return;
        }
        if (only.names().isEmpty() || only.names().size() > MOST_PERMISSIONS) {
            throw new InvalidApiKeyException(
                    "permissions",
                    "must name 1 to %d permissions, or be left out for all that you have"
                            .formatted(MOST_PERMISSIONS));
        }
        if (!only.names().stream().allMatch(ApiKeyLimits::isPermission)) {
            throw new InvalidApiKeyException(
                    "permissions", "must hold names of permissions, each on one line");
        }
        Set<String> beyond = only.beyond(owners);
        if (!beyond.isEmpty()) {
            throw new InvalidApiKeyException(
                    "permissions",
                    "must hold permissions that you have; you lack " + String.join(", ", beyond));
        }
    }

    private static boolean isPermission(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_PERMISSION
                && name.codePoints().noneMatch(ApiKeyLimits::breaksLine);
    }

    private static void requireEnd(Instant end, Optional<Instant> latest, Instant now) {
        if (!end.truncatedTo(ChronoUnit.SECONDS).isAfter(now)) {
            throw new InvalidApiKeyException("expires_at", "must be in the future");
        }
        // Half a minute for clocks that differ and the time that asking takes.
        if (latest.filter(last -> end.isAfter(last.plusSeconds(30))).isPresent()) {
            throw new InvalidApiKeyException(
                    "expires_at", "must be " + latest.get() + " at the latest in this realm");
        }
        if (end.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
            throw new InvalidApiKeyException("expires_at", "must be before the year 10000");
        }
    }
}
