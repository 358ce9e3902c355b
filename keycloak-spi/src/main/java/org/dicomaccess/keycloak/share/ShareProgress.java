package org.dicomaccess.keycloak.share;

import java.time.Instant;
import java.util.Optional;

/**
 * What has become of a share so far.
 *
 * @param created when it was given
 * @param opens how often it was opened
 * @param lastOpen when it was opened last
 * @param lastUse when a study token of it was last used; written behind, up to a minute late
 * @param failedAttempts wrong passcodes and codes since the last right one
 * @param revocation its end before its time
 */
public record ShareProgress(
        Instant created,
        int opens,
        Optional<Instant> lastOpen,
        Optional<Instant> lastUse,
        int failedAttempts,
        Optional<Revocation> revocation) {

    /** Nothing has happened yet. */
    public static ShareProgress fresh(Instant created) {
        return new ShareProgress(
                created, 0, Optional.empty(), Optional.empty(), 0, Optional.empty());
    }
}
