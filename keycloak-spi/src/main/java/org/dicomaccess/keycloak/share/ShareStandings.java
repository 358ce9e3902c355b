package org.dicomaccess.keycloak.share;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/** What the checks of all realms need of the database: rarely, and never for each call. */
public interface ShareStandings {

    /** Whether a share is on record and was not revoked. Its time is the token's own business. */
    boolean inForce(KeycloakSession session, String shareId);

    /** Shares that ended before their time at this moment or later. */
    List<String> endedSince(KeycloakSession session, Instant moment);

    /** Records when study tokens of shares were last used. */
    void recordUse(KeycloakSession session, Map<String, Instant> uses);
}
