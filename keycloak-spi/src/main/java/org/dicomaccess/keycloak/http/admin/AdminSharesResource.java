package org.dicomaccess.keycloak.http.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.util.function.Function;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.ErrorAnswer;
import org.dicomaccess.keycloak.http.call.SomeMethods;
import org.dicomaccess.keycloak.http.json.JsonBody;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.http.shares.HistoryAnswer;
import org.dicomaccess.keycloak.http.shares.QueryReader;
import org.dicomaccess.keycloak.http.shares.ShareAnswer;
import org.dicomaccess.keycloak.http.shares.SharePage;
import org.dicomaccess.keycloak.share.Actor;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareQuery;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * All shares of a realm: looked at with Keycloak's permission {@code view-realm}, taken back with
 * {@code manage-realm}. Every change is an admin event.
 */
final class AdminSharesResource {
    private static final String RESOURCE_TYPE = "DICOM_SHARE";

    private final DicomAccess access;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder events;

    AdminSharesResource(
            DicomAccess access, AdminPermissionEvaluator permissions, AdminEventBuilder events) {
        this.access = access;
        this.permissions = permissions;
        this.events = events;
    }

    /** The list. */
    AnyMethod all() {
        return SomeMethods.with("GET", body -> list());
    }

    /** Taking back all shares of a study, of an owner or of a resource server. */
    AnyMethod revokeMany() {
        return SomeMethods.with("POST", this::revokeMany);
    }

    /** One share, and taking it back. */
    AnyMethod one(String id) {
        return SomeMethods.with("GET", body -> viewed(id, this::shown))
                .and("DELETE", body -> managed(id, share -> revoked(share, "")));
    }

    /** Its history. */
    AnyMethod historyOf(String id) {
        return SomeMethods.with("GET", body -> history(id));
    }

    /** Taking it back with a reason. */
    AnyMethod revoking(String id) {
        return SomeMethods.with(
                "POST", body -> managed(id, share -> revoked(share, reason(JsonBody.read(body)))));
    }

    private Response list() {
        permissions.realm().requireViewRealm();
        ShareQuery query = new QueryReader(access.session()).everybodys();
        return Answers.ok(
                        SharePage.of(
                                access.shares().find(query),
                                query.max(),
                                access.now(),
                                access.session()))
                .build();
    }

    private Response revokeMany(InputStream body) {
        permissions.realm().requireManageRealm();
        JsonObject request = JsonBody.read(body);
        ShareQuery query = new QueryReader(access.session()).ofMany(request);
        String reason = reason(request);
        int revoked = access.shares().revokeAll(query, actor(), reason);
        events.operation(OperationType.ACTION)
                .resource(RESOURCE_TYPE)
                .resourcePath("dicom-access", "shares", "revoke")
                .representation(
                        new RevokedMany(
                                request.nonEmptyText("study").orElse(null),
                                request.nonEmptyText("owner").orElse(null),
                                request.nonEmptyText("resource_server").orElse(null),
                                reason,
                                revoked))
                .success();
        return Answers.ok(new Revoked(revoked)).build();
    }

    private Response shown(Share share) {
        return Answers.ok(ShareAnswer.of(share, access.now(), access.session())).build();
    }

    /** Also of a share that was removed. */
    private Response history(String id) {
        permissions.realm().requireViewRealm();
        var history = access.shares().history(id);
        return history.isEmpty() ? notFound() : Answers.ok(HistoryAnswer.of(history)).build();
    }

    private Response revoked(Share share, String reason) {
        if (access.shares().revoke(share, actor(), reason)) {
            events.operation(OperationType.ACTION)
                    .resource(RESOURCE_TYPE)
                    .resourcePath("dicom-access", "shares", share.id(), "revoke")
                    .success();
        }
        return access.shares().byId(share.id()).map(this::shown).orElseGet(this::notFound);
    }

    private static String reason(JsonObject request) {
        return request.text("reason").orElse("");
    }

    private Response viewed(String id, Function<Share, Response> answer) {
        permissions.realm().requireViewRealm();
        return access.shares().byId(id).map(answer).orElseGet(this::notFound);
    }

    private Response managed(String id, Function<Share, Response> answer) {
        permissions.realm().requireManageRealm();
        return access.shares().byId(id).map(answer).orElseGet(this::notFound);
    }

    private Response notFound() {
        return new ErrorAnswer(ErrorAnswer.NOT_FOUND, "There is no such share")
                .with(Status.NOT_FOUND)
                .build();
    }

    private Actor actor() {
        return Actor.user(access.session(), permissions.adminAuth().getUser());
    }

    /** What is kept of it as an admin event: what was asked for, and nothing else that was sent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RevokedMany(
            @Nullable String study,
            @Nullable String owner,
            @JsonProperty("resource_server") @Nullable String resourceServer,
            String reason,
            int revoked) {}

    /** How many were taken back. */
    record Revoked(int revoked) {}
}
