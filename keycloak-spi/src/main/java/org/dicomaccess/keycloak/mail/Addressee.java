package org.dicomaccess.keycloak.mail;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.light.LightweightUserAdapter;

/**
 * Somebody of whom nothing is known but an address, as the user that Keycloak's mail templates are
 * made for. Never stored.
 */
final class Addressee extends LightweightUserAdapter {
    private final EmailAddress address;

    Addressee(KeycloakSession session, RealmModel realm, EmailAddress address) {
        super(session, realm, address.value());
        this.address = address;
        setUsername(address.value());
    }

    /** As it was written: Keycloak's own is in lower case, which some mail servers do not know. */
    @Override
    public String getEmail() {
        return address.value();
    }
}
