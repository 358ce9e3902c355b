package org.dicomaccess.keycloak.apikey;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key as its owner and administrators see it: all but what opens anything.
 *
 * @param id of the credential, a UUID
 * @param name that its owner gave it
 * @param expires empty when it lives until somebody revokes it
 * @param lastUse as far as it is recorded, about a minute behind; empty when it was never used
 */
public record ApiKey(
        String id,
        String name,
        KeyPermissions permissions,
        Instant created,
        Optional<Instant> expires,
        Optional<Instant> lastUse) {

    /** Whether its time is over; it ends with the very moment of its expiry. */
    public boolean expired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }

    ApiKey usedAt(Instant moment) {
        boolean later = lastUse.filter(moment::isBefore).isEmpty();
        return later
                ? new ApiKey(id, name, permissions, created, expires, Optional.of(moment))
                : this;
    }
}
