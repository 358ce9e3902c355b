package org.dicomaccess.keycloak.apikey;

import java.time.Instant;
import org.keycloak.models.KeycloakSession;

/** Where it is recorded when API keys were last used. */
public interface KeyUses {

    /**
     * Records a use, unless a later one of the key is there; a key that is gone stays gone.
     *
     * @param session whose transaction does it, and nothing else
     */
    void record(KeycloakSession session, UsedKey used, Instant at);
}
