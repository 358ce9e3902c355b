package org.dicomaccess.keycloak.roles;

import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Tells Keycloak's admin events of changed roles, one event for each, as its own console does. */
public final class RoleEvents {
    private final AdminEventBuilder events;

    /**
     * @param events which say who made the change
     */
    public RoleEvents(AdminEventBuilder events) {
        this.events = events;
    }

    void created(RoleModel role) {
        tell(OperationType.CREATE, role);
    }

    void updated(RoleModel role) {
        tell(OperationType.UPDATE, role);
    }

    void realmAttribute(String name, String value) {
        RealmRepresentation realm = new RealmRepresentation();
        realm.setAttributes(Map.of(name, value));
        events.operation(OperationType.UPDATE)
                .resource(ResourceType.REALM)
                .resourcePath()
                .representation(realm)
                .success();
    }

    private void tell(OperationType operation, RoleModel role) {
        events.operation(operation);
        if (role.getContainer() instanceof ClientModel client) {
            events.resource(ResourceType.CLIENT_ROLE)
                    .resourcePath("clients", client.getId(), "roles", role.getName());
        } else {
            events.resource(ResourceType.REALM_ROLE).resourcePath("roles", role.getName());
        }
        events.representation(ModelToRepresentation.toRepresentation(role)).success();
    }
}
