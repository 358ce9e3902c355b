package org.dicomaccess.keycloak.profile;

import java.time.Duration;
import java.util.HashSet;
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

    /** Somebody without a token, or with one that is nobody's here, who may do nothing. */
    public static UserProfile anonymous(Duration validity) {
        return anonymous(Set.of(), Set.of(), validity);
    }

    /** The same, who may do what a realm lets everybody do. */
    public static UserProfile anonymous(
            Set<String> permissions, Set<String> labels, Duration validity) {
        return new UserProfile(
                "anonymous", Optional.empty(), permissions, labels, Set.of(), validity);
    }

    /**
     * The bearer of a study token: no label and no permission of Orthanc's own, so that the token
     * itself is asked about every study, and the permissions that lock what the token never gives.
     */
    public static UserProfile share(boolean mayDownload, Duration validity) {
        return named("share", Optional.empty(), mayDownload, validity);
    }

    /** A user whose token opens named studies only: the same, under the user's name. */
    public static UserProfile narrowed(
            String name, String userId, boolean mayDownload, Duration validity) {
        return named(name, Optional.of(userId), mayDownload, validity);
    }

    private static UserProfile named(
            String name, Optional<String> userId, boolean mayDownload, Duration validity) {
        return new UserProfile(name, userId, locks(mayDownload), Set.of(), Set.of(), validity);
    }

    /**
     * The same person with the locks of a share, for studies that their token opens.
     *
     * @throws IllegalStateException when their roles reach a label: a lock is a permission, and
     *     would open there what it is to deny
     */
    public UserProfile locked(boolean mayDownload) {
        if (!labels.isEmpty()) {
            throw new IllegalStateException("locks do not hold beside labels");
        }
        Set<String> all = new HashSet<>(permissions);
        all.addAll(locks(mayDownload));
        return new UserProfile(name, userId, all, labels, groups, validity);
    }

    private static Set<String> locks(boolean mayDownload) {
        return mayDownload ? Set.of(SHARE_LOCK) : Set.of(SHARE_LOCK, SHARE_VIEW_ONLY);
    }

    /** A user's name and id without anything they may do, for looking up who somebody was. */
    public static UserProfile nameOnly(String name, String userId, Duration validity) {
        return new UserProfile(name, Optional.of(userId), Set.of(), Set.of(), Set.of(), validity);
    }
}
