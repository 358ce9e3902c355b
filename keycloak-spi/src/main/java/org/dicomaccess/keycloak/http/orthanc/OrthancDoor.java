package org.dicomaccess.keycloak.http.orthanc;

import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.OneMethod;
import org.dicomaccess.keycloak.http.call.SomeMethods;
import org.dicomaccess.keycloak.http.json.JsonBody;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.http.roles.RolesEditor;
import org.dicomaccess.keycloak.settings.ResourceServer;

/**
 * The calls of Orthanc's authorization plugin and of Orthanc Explorer 2, each made by a resource
 * server that proved who it is.
 */
public final class OrthancDoor {
    private final DicomAccess access;

    public OrthancDoor(DicomAccess access) {
        this.access = access;
    }

    public OneMethod validate() {
        return call(
                "POST",
                (server, request) ->
                        Answers.ok(new Validation(access, server).answer(request)).build());
    }

    public OneMethod decode() {
        return call(
                "POST",
                (server, request) ->
                        Answers.ok(new Decoding(access, server).answer(request)).build());
    }

    public OneMethod profile() {
        return call(
                "POST",
                (server, request) ->
                        Answers.ok(new Profiles(access, server).answer(request)).build());
    }

    /** For the token type in the path, known or not. */
    public OneMethod create(String type) {
        return call("PUT", (server, request) -> new Creation(access, server).answer(type, request));
    }

    /** What the roles give, and changing it. */
    public AnyMethod roles() {
        return SomeMethods.with(
                        "GET",
                        body ->
                                new BasicAuthentication(access)
                                        .answer(server -> new RolesEditor(access, server).show()))
                .and(
                        "PUT",
                        body ->
                                new BasicAuthentication(access)
                                        .answer(
                                                server ->
                                                        new RolesEditor(access, server)
                                                                .change(JsonBody.read(body))));
    }

    /** The names of the templates for Orthanc Explorer 2's messages. */
    public OneMethod emailTemplates() {
        return ask(() -> new Emails(access).names());
    }

    /** For the name in the path, known or not. */
    public OneMethod emailTemplate(String name) {
        return ask(() -> new Emails(access).template(name));
    }

    public OneMethod sendEmail() {
        return call(
                "POST",
                (server, request) -> Answers.ok(new Emails(access).send(server, request)).build());
    }

    private OneMethod ask(Supplier<Response> answer) {
        return new OneMethod(
                "GET", body -> new BasicAuthentication(access).answer(server -> answer.get()));
    }

    private OneMethod call(String method, BiFunction<ResourceServer, JsonObject, Response> answer) {
        return new OneMethod(
                method,
                body ->
                        new BasicAuthentication(access)
                                .answer(server -> answer.apply(server, JsonBody.read(body))));
    }
}
