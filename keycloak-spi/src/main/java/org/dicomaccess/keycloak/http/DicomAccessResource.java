package org.dicomaccess.keycloak.http;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.dicomaccess.keycloak.http.apikeys.ApiKeysDoor;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.OneMethod;
import org.dicomaccess.keycloak.http.call.UnknownPath;
import org.dicomaccess.keycloak.http.gateway.AudienceCheck;
import org.dicomaccess.keycloak.http.orthanc.OrthancDoor;
import org.dicomaccess.keycloak.http.pages.LandingResource;
import org.dicomaccess.keycloak.http.pages.PagesRoot;
import org.dicomaccess.keycloak.http.revocation.RevocationDoor;
import org.dicomaccess.keycloak.http.shares.SharesDoor;
import org.dicomaccess.keycloak.http.viewer.GrantResource;

/** The map of the endpoint: every path there is, and the door behind it. */
public final class DicomAccessResource {
    private final DicomAccess access;

    DicomAccessResource(DicomAccess access) {
        this.access = access;
    }

    /** For Orthanc's plugin: whether a token opens a resource for a method. */
    @Path("tokens/validate")
    public OneMethod validate() {
        return new OrthancDoor(access).validate();
    }

    /** For Orthanc's plugin: which studies a token opens. */
    @Path("tokens/decode")
    public OneMethod decode() {
        return new OrthancDoor(access).decode();
    }

    /** For Orthanc's plugin: mints a study token, and a link when the type is one of a viewer. */
    @Path("tokens/{type}")
    public OneMethod create(@PathParam("type") String type) {
        return new OrthancDoor(access).create(type);
    }

    /** For Orthanc's plugin: who sent a token, and what they may do. */
    @Path("user/get-profile")
    public OneMethod profile() {
        return new OrthancDoor(access).profile();
    }

    /** For Orthanc Explorer 2: what the roles give, and changing it. */
    @Path("settings/roles")
    public AnyMethod roles() {
        return new OrthancDoor(access).roles();
    }

    /** For Orthanc Explorer 2: the names of its e-mail templates. */
    @Path("emails/templates")
    public OneMethod emailTemplates() {
        return new OrthancDoor(access).emailTemplates();
    }

    /** For Orthanc Explorer 2: the HTML that a message starts from. */
    @Path("emails/templates/{name}")
    public OneMethod emailTemplate(@PathParam("name") String name) {
        return new OrthancDoor(access).emailTemplate(name);
    }

    /** For Orthanc Explorer 2: sends a message that somebody wrote there. */
    @Path("emails/send")
    public OneMethod sendEmail() {
        return new OrthancDoor(access).sendEmail();
    }

    /** For a gateway that says in headers which request it asks about. */
    @Path("check/{audience}")
    public AudienceCheck check(@PathParam("audience") String audience) {
        return AudienceCheck.byHeaders(access, audience);
    }

    /** For Envoy, which appends the path of the request it asks about and forwards that path. */
    @Path("check/{audience}/{original:.*}")
    public AudienceCheck checkBelow(@PathParam("audience") String audience) {
        return AudienceCheck.byPath(access, audience);
    }

    /** The same for an Envoy that forwards the target of the answer instead. */
    @Path("narrow/{audience}/{original:.*}")
    public AudienceCheck narrowBelow(@PathParam("audience") String audience) {
        return AudienceCheck.byPathToNarrow(access, audience);
    }

    /** For a viewer: what the bearer of a study token may open. */
    @Path("grant")
    public GrantResource grant() {
        return new GrantResource(access);
    }

    /** For clients: takes a study token back. */
    @Path("revoke")
    public OneMethod revoke() {
        return new RevocationDoor(access).revoke();
    }

    /** For whoever gives shares: the list of their own, and where they give one. */
    @Path("shares")
    public AnyMethod shares() {
        return new SharesDoor(access).all();
    }

    /** For whoever gave it: one share. */
    @Path("shares/{id}")
    public AnyMethod share(@PathParam("id") String id) {
        return new SharesDoor(access).one(id);
    }

    /** For whoever gave it: what happened to a share. */
    @Path("shares/{id}/history")
    public AnyMethod historyOfShare(@PathParam("id") String id) {
        return new SharesDoor(access).history(id);
    }

    /** For whoever gave it: takes a share back, with a reason. */
    @Path("shares/{id}/revoke")
    public AnyMethod revokeShare(@PathParam("id") String id) {
        return new SharesDoor(access).revoke(id);
    }

    /** For whoever gave it: gives a share a later end, or more opens. */
    @Path("shares/{id}/extend")
    public AnyMethod extendShare(@PathParam("id") String id) {
        return new SharesDoor(access).extend(id);
    }

    /** For whoever gave it: lets a share be tried again that wrong passcodes have locked. */
    @Path("shares/{id}/unlock")
    public AnyMethod unlockShare(@PathParam("id") String id) {
        return new SharesDoor(access).unlock(id);
    }

    /** For whoever gave it: another passcode for a share, or none. */
    @Path("shares/{id}/passcode")
    public AnyMethod passcodeOfShare(@PathParam("id") String id) {
        return new SharesDoor(access).passcode(id);
    }

    /** For whoever has scripts: the list of their API keys, and where they make one. */
    @Path("api-keys")
    public AnyMethod apiKeys() {
        return new ApiKeysDoor(access).all();
    }

    /** For whoever made it: one API key. */
    @Path("api-keys/{id}")
    public AnyMethod apiKey(@PathParam("id") String id) {
        return new ApiKeysDoor(access).one(id);
    }

    /** For whoever has a share link. */
    @Path("s/{code:.+}")
    public LandingResource landing(@PathParam("code") String code) {
        return new LandingResource(access, code);
    }

    /** For people: the pages on which shares are given, watched and taken back. */
    @Path("pages")
    public PagesRoot pages() {
        return new PagesRoot(access);
    }

    @Path("{unknown:.*}")
    public UnknownPath unknown() {
        return new UnknownPath();
    }
}
