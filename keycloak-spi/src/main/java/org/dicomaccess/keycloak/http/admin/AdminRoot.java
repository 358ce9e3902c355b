package org.dicomaccess.keycloak.http.admin;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.UnknownPath;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** The map of what administrators find: every path there is, and the resource behind it. */
public final class AdminRoot {
    private final DicomAccess access;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder events;

    AdminRoot(DicomAccess access, AdminPermissionEvaluator permissions, AdminEventBuilder events) {
        this.access = access;
        this.permissions = permissions;
        this.events = events;
    }

    /** The list of all shares. */
    @Path("shares")
    public AnyMethod shares() {
        return sharesResource().all();
    }

    /** Taking back all shares of a study, of an owner or of a resource server. */
    @Path("shares/revoke")
    public AnyMethod revokeShares() {
        return sharesResource().revokeMany();
    }

    /** One share, and taking it back. */
    @Path("shares/{id}")
    public AnyMethod share(@PathParam("id") String id) {
        return sharesResource().one(id);
    }

    /** What happened to a share, also to one that was removed. */
    @Path("shares/{id}/history")
    public AnyMethod historyOfShare(@PathParam("id") String id) {
        return sharesResource().historyOf(id);
    }

    /** Taking a share back, with a reason. */
    @Path("shares/{id}/revoke")
    public AnyMethod revokeShare(@PathParam("id") String id) {
        return sharesResource().revoking(id);
    }

    /** Taking over a permissions file that was kept beside Keycloak. */
    @Path("permissions-file")
    public AnyMethod permissionsFile() {
        return new PermissionsFileResource(access, permissions, events).importing();
    }

    /** The API keys of a user. */
    @Path("users/{user}/api-keys")
    public AnyMethod apiKeys(@PathParam("user") String user) {
        return new AdminApiKeys(access, permissions, events, user).all();
    }

    /** One of them, and revoking it. */
    @Path("users/{user}/api-keys/{key}")
    public AnyMethod apiKey(@PathParam("user") String user, @PathParam("key") String key) {
        return new AdminApiKeys(access, permissions, events, user).one(key);
    }

    @Path("{unknown:.*}")
    public UnknownPath unknown() {
        return new UnknownPath();
    }

    private AdminSharesResource sharesResource() {
        return new AdminSharesResource(access, permissions, events);
    }
}
