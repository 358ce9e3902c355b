package org.dicomaccess.keycloak.http.pages;

import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;
import org.keycloak.services.resources.admin.fgap.RealmPermissionEvaluator;

/**
 * What Keycloak's own admin permissions let a person do to the realm: {@code view-realm} shows all
 * shares, {@code manage-realm} takes them back.
 */
final class RealmAdmin {
    private final DicomAccess access;
    private final Person person;

    RealmAdmin(DicomAccess access, Person person) {
        this.access = access;
        this.person = person;
    }

    boolean mayView() {
        return permissions().canViewRealm();
    }

    boolean mayManage() {
        return permissions().canManageRealm();
    }

    /** An admin event about a change. */
    void changed(String... path) {
        String[] whole = new String[path.length + 2];
        whole[0] = "dicom-access";
        whole[1] = "shares";
        System.arraycopy(path, 0, whole, 2, path.length);
        ClientModel client = new SignIn(access).client().orElseThrow();
        new AdminEventBuilder(
                        access.realm(),
                        new AdminAuth(
                                access.realm(), person.token().claims(), person.user(), client),
                        access.session(),
                        access.session().getContext().getConnection())
                .operation(OperationType.ACTION)
                .resource("DICOM_SHARE")
                .resourcePath(whole)
                .success();
    }

    private RealmPermissionEvaluator permissions() {
        return AdminPermissions.evaluator(
                        access.session(), access.realm(), access.realm(), person.user())
                .realm();
    }
}
