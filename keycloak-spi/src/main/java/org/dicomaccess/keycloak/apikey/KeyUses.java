package org.dicomaccess.keycloak.apikey;

import java.time.Instant;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/** Where it is recorded when API keys were last used. */
public interface KeyUses {

    /**
     * Records uses, unless a later one of the key is there; a key that is gone stays gone.
     *
     * @param session whose transaction does it
     */
    void record(KeycloakSession session, Map<UsedKey, Instant> uses);
}
