package org.dicomaccess.keycloak.roles;

import java.util.List;
import java.util.Optional;

/** Reads roles past every cache: what another node has just written counts. */
public interface RoleStore {

    /**
     * Waits until nobody else in the realm, on whichever node, has this, and has it until the
     * session's transaction ends. What is read afterwards stays as it is until then, but for
     * changes made in Keycloak's own admin console.
     *
     * @throws RolesBusyException when the database gave up waiting
     */
    void lock();

    /**
     * All roles of the realm, and those of one client.
     *
     * @param clientId Keycloak's internal id of the client; absent for realm roles alone
     */
    List<StoredRole> roles(Optional<String> clientId);

    /** The realm's setting of this name, as it is written. */
    Optional<String> realmAttribute(String name);
}
