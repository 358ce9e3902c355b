package org.dicomaccess.keycloak.http.admin;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.dicomaccess.keycloak.apikey.ApiKey;
import org.dicomaccess.keycloak.apikey.ApiKeyCredential;
import org.dicomaccess.keycloak.http.apikeys.ApiKeyAnswer;
import org.dicomaccess.keycloak.http.apikeys.ApiKeyList;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.ErrorAnswer;
import org.dicomaccess.keycloak.http.call.SomeMethods;
import org.keycloak.events.Details;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * The API keys of one user, for whoever may view that user in Keycloak; revoking them is for
 * whoever may manage that user, and an admin event. Nobody makes a key for somebody else.
 */
final class AdminApiKeys {
    private static final String RESOURCE_TYPE = "DICOM_API_KEY";

    private final DicomAccess access;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder events;
    private final String userId;

    AdminApiKeys(
            DicomAccess access,
            AdminPermissionEvaluator permissions,
            AdminEventBuilder events,
            String userId) {
        this.access = access;
        this.permissions = permissions;
        this.events = events;
        this.userId = userId;
    }

    /** The list. */
    AnyMethod all() {
        return SomeMethods.with("GET", body -> list());
    }

    /** One key, and revoking it. */
    AnyMethod one(String id) {
        return SomeMethods.with("GET", body -> shown(id)).and("DELETE", body -> revoked(id));
    }

    private Response list() {
        return viewed().map(user -> ApiKeyList.of(access.apiKeys().of(user), access.now()))
                .map(keys -> Answers.ok(keys).build())
                .orElseGet(AdminApiKeys::noUser);
    }

    private Response shown(String id) {
        return viewed().map(
                        user ->
                                access.apiKeys()
                                        .find(user, id)
                                        .map(key -> ApiKeyAnswer.of(key, access.now()))
                                        .map(key -> Answers.ok(key).build())
                                        .orElseGet(AdminApiKeys::noKey))
                .orElseGet(AdminApiKeys::noUser);
    }

    private Response revoked(String id) {
        return managed()
                .map(
                        user ->
                                access.apiKeys()
                                        .find(user, id)
                                        .filter(key -> revoke(user, key))
                                        .map(key -> Response.noContent().build())
                                        .orElseGet(AdminApiKeys::noKey))
                .orElseGet(AdminApiKeys::noUser);
    }

    private boolean revoke(UserModel user, ApiKey key) {
        boolean revoked = access.apiKeys().remove(user, key);
        if (revoked) {
            events.operation(OperationType.DELETE)
                    .resource(RESOURCE_TYPE)
                    .resourcePath("dicom-access", "users", user.getId(), "api-keys", key.id())
                    .detail(Details.CREDENTIAL_TYPE, ApiKeyCredential.TYPE)
                    .detail(Details.CREDENTIAL_ID, key.id())
                    .detail(Details.CREDENTIAL_USER_LABEL, key.name())
                    .success();
        }
        return revoked;
    }

    private Optional<UserModel> viewed() {
        Optional<UserModel> user = user();
        user.ifPresent(permissions.users()::requireView);
        return user;
    }

    private Optional<UserModel> managed() {
        Optional<UserModel> user = user();
        user.ifPresent(permissions.users()::requireManage);
        return user;
    }

    /** Only whoever may look for users learns that there is none. */
    private Optional<UserModel> user() {
        UserModel user =
                userId.indexOf('\0') < 0
                        ? access.session().users().getUserById(access.realm(), userId)
                        : null;
        if (user == null && !permissions.users().canQuery()) {
            throw new ForbiddenException();
        }
        return Optional.ofNullable(user);
    }

    private static Response noUser() {
        return notFound("There is no such user");
    }

    private static Response noKey() {
        return notFound("This user has no such API key");
    }

    private static Response notFound(String words) {
        return new ErrorAnswer(ErrorAnswer.NOT_FOUND, words).with(Status.NOT_FOUND).build();
    }
}
