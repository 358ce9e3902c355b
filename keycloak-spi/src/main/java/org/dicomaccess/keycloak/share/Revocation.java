package org.dicomaccess.keycloak.share;

import java.time.Instant;

/**
 * The end of a share before its time.
 *
 * @param at when
 * @param by who did it: a user's name, a client id, or {@code system}
 * @param reason why, in the words of whoever did it; may be empty
 */
public record Revocation(Instant at, String by, String reason) {}
