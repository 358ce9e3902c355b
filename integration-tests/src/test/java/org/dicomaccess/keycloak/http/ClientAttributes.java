package org.dicomaccess.keycloak.http;

import org.keycloak.admin.client.resource.ClientsResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.testframework.realm.ManagedRealm;

/**
 * Attributes that a client has for one test. Keycloak keeps those that an update does not mention,
 * so putting back what the client was leaves new ones in place; here they go.
 */
public final class ClientAttributes {
    private ClientAttributes() {}

    /** Gives a client an attribute until the test ends. */
    public static void set(ManagedRealm realm, String clientId, String name, String value) {
        String before = put(realm, clientId, name, value);
        realm.cleanup().add(ignored -> put(realm, clientId, name, before));
    }

    private static String put(ManagedRealm realm, String clientId, String name, String value) {
        ClientsResource clients = realm.admin().clients();
        ClientRepresentation client = clients.findByClientId(clientId).get(0);
        String before = client.getAttributes().put(name, value);
        clients.get(client.getId()).update(client);
        return before == null ? "" : before;
    }
}
