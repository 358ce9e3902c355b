package org.dicomaccess.keycloak.http.pages;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A share as its owner or an administrator sees it.
 *
 * @param state the code of where it stands
 * @param owner who gave it
 * @param recipient for whom it is; null for whoever has the link
 * @param mailTo an address of the recipient's; null when there is none
 * @param studies how many
 * @param maximumOpens null for any number
 * @param manage where it can be watched and taken back
 */
public record ShareRow(
        String id,
        String state,
        String label,
        String owner,
        @Nullable String recipient,
        @Nullable String mailTo,
        int studies,
        Instant created,
        Instant expires,
        int opens,
        @Nullable Integer maximumOpens,
        @Nullable Instant lastUse,
        boolean passcode,
        boolean ended,
        URI manage) {}
