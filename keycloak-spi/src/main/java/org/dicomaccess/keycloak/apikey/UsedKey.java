package org.dicomaccess.keycloak.apikey;

import java.util.Comparator;

/**
 * Where a key that was used is kept.
 *
 * @param realmId Keycloak's internal id
 */
record UsedKey(String realmId, String userId, String keyId) {
    /** One order for everybody who writes several: nobody waits in a circle. */
    static final Comparator<UsedKey> ORDER =
            Comparator.comparing(UsedKey::realmId)
                    .thenComparing(UsedKey::userId)
                    .thenComparing(UsedKey::keyId);
}
