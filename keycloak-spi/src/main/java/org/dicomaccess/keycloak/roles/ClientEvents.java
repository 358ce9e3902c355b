package org.dicomaccess.keycloak.roles;

import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Admin events of what a client did by itself, with no user that Keycloak would know of. */
public final class ClientEvents extends AdminEventBuilder {

    public ClientEvents(KeycloakSession session, ClientModel client) {
        super(
                client.getRealm(),
                new AdminAuth(client.getRealm(), null, null, client),
                session,
                session.getContext().getConnection().getRemoteHost(),
                by(client, session));
    }

    private static AdminEvent by(ClientModel client, KeycloakSession session) {
        RealmModel realm = client.getRealm();
        AuthDetails who = new AuthDetails();
        who.setRealmId(realm.getId());
        who.setRealmName(realm.getName());
        who.setClientId(client.getId());
        who.setIpAddress(session.getContext().getConnection().getRemoteHost());
        AdminEvent event = new AdminEvent();
        event.setRealmId(realm.getId());
        event.setRealmName(realm.getName());
        event.setAuthDetails(who);
        return event;
    }
}
