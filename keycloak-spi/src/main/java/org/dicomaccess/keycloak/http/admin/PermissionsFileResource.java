package org.dicomaccess.keycloak.http.admin;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.SomeMethods;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonBody;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.http.roles.RolesReader;
import org.dicomaccess.keycloak.roles.RoleEvents;
import org.dicomaccess.keycloak.roles.TakenOver;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * {@code permissions-file}: takes over the file in which a site kept permissions and labels of its
 * roles beside Keycloak. Needs Keycloak's permission {@code manage-realm}. Every role that is made
 * or changed is an admin event; with {@code dry-run=true} none is, and the answer says what would
 * be done.
 */
final class PermissionsFileResource {
    private static final String DRY_RUN = "dry-run";

    private final DicomAccess access;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder events;

    PermissionsFileResource(
            DicomAccess access, AdminPermissionEvaluator permissions, AdminEventBuilder events) {
        this.access = access;
        this.permissions = permissions;
        this.events = events;
    }

    AnyMethod importing() {
        return SomeMethods.with("POST", this::takeOver);
    }

    private Response takeOver(InputStream body) {
        permissions.realm().requireManageRealm();
        boolean dryRun = dryRun();
        JsonObject file = JsonBody.read(body);
        RolesReader reader = new RolesReader(file);
        Optional<List<String>> labels =
                file.texts(RolesReader.AVAILABLE_LABELS).map(ignored -> reader.availableLabels());
        reader.requireNoRepetition();
        TakenOver taken =
                access.roles().takeOver(reader.roles(), labels, dryRun, new RoleEvents(events));
        return Answers.ok(PermissionsFileReport.of(taken, dryRun, reader.unknownFields())).build();
    }

    /** What is not understood here must not write: it may have been meant to prevent that. */
    private boolean dryRun() {
        MultivaluedMap<String, String> arguments =
                access.session().getContext().getUri().getQueryParameters();
        if (!Set.of(DRY_RUN).containsAll(arguments.keySet())) {
            throw new InvalidFieldException("query", "has an argument that is not known");
        }
        List<String> values = arguments.getOrDefault(DRY_RUN, List.of("false"));
        if (values.equals(List.of("true"))) {
            return true;
        }
        if (values.equals(List.of("false"))) {
            return false;
        }
        throw new InvalidFieldException(DRY_RUN, "must be true or false");
    }
}
