package org.dicomaccess.keycloak.profile;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What Orthanc's authorization plugin is told about whoever sent a token.
 *
 * @param name shown to people
 * @param userId Keycloak's id of the user; absent for anybody who is no user
 * @param permissions names of the plugin; an open set, sites define more
 * @param labels the labels the permissions reach; {@code *} is every label
 * @param groups names of the user's groups
 * @param validity how long the plugin may keep it, at least a second: a zero would be kept until
 *     Orthanc restarts
 */
public record UserProfile(
        String name,
        Optional<String> userId,
        Set<String> permissions,
        Set<String> labels,
        Set<String> groups,
        Duration validity) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /**
     * Denies the writes that a study token cannot be told apart from reads; see the lock in
     * Orthanc's configuration.
     */
    private static final String SHARE_LOCK = "share-lock";

    /** Denies archives and original files. */
    private static final String SHARE_VIEW_ONLY = "share-view-only";

    public UserProfile {
        permissions = Set.copyOf(permissions);
        labels = Set.copyOf(labels);
        groups = Set.copyOf(groups);
        validity = validity.compareTo(SHORTEST) < 0 ? SHORTEST : validity;
    }

    /** Somebody without a token, or with one that is nobody's here: may do nothing. */
    public static UserProfile anonymous(Duration validity) {
        return new UserProfile(
                "anonymous", Optional.empty(), Set.of(), Set.of(), Set.of(), validity);
    }

    /**
     * The bearer of a study token: no label and no permission of Orthanc's own, so that the token
     * itself is asked about every study, and the permissions that lock what the token never gives.
     */
    public static UserProfile share(boolean mayDownload, Duration validity) {
        return locked("share", Optional.empty(), mayDownload, validity);
    }

    /** A user whose token opens named studies only: the same, under the user's name. */
    public static UserProfile narrowed(
            String name, String userId, boolean mayDownload, Duration validity) {
        return locked(name, Optional.of(userId), mayDownload, validity);
    }

    private static UserProfile locked(
            String name, Optional<String> userId, boolean mayDownload, Duration validity) {
        Set<String> locks = mayDownload ? Set.of(SHARE_LOCK) : Set.of(SHARE_LOCK, SHARE_VIEW_ONLY);
        return new UserProfile(name, userId, locks, Set.of(), Set.of(), validity);
    }

    /** A user's name and id without anything they may do, for looking up who somebody was. */
    public static UserProfile nameOnly(String name, String userId, Duration validity) {
        return new UserProfile(name, Optional.of(userId), Set.of(), Set.of(), Set.of(), validity);
    }
}
