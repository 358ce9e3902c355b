package org.dicomaccess.keycloak.http.orthanc;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.json.JsonBody;

/** {@code tokens/…}: the plugin validates, decodes and asks for study tokens. */
@Consumes(MediaType.WILDCARD)
public final class TokensResource {
    private final DicomAccess access;
    private final BasicAuthentication authentication;

    public TokensResource(DicomAccess access) {
        this.access = access;
        this.authentication = new BasicAuthentication(access);
    }

    /** Whether a token opens a resource of Orthanc for a method. */
    @POST
    @Path("validate")
    public Response validate(InputStream body) {
        return authentication.answer(
                server ->
                        Answers.ok(new Validation(access, server).answer(JsonBody.read(body)))
                                .build());
    }

    /** Which studies a token opens. */
    @POST
    @Path("decode")
    public Response decode(InputStream body) {
        return authentication.answer(
                server ->
                        Answers.ok(new Decoding(access, server).answer(JsonBody.read(body)))
                                .build());
    }

    /** Mints a study token, and a link when the type is one of a viewer. */
    @PUT
    @Path("{type}")
    public Response create(@PathParam("type") String type, InputStream body) {
        return authentication.answer(
                server -> new Creation(access, server).answer(type, JsonBody.read(body)));
    }
}
