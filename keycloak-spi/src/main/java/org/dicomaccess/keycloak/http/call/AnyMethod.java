package org.dicomaccess.keycloak.http.call;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/**
 * A resource that answers whatever method it is called with, so that every path of the endpoint has
 * an answer of the same shape. Bodies are taken in any media type: what they hold decides.
 */
@Consumes(MediaType.WILDCARD)
public abstract class AnyMethod {

    /**
     * The answer.
     *
     * @param method in capitals
     * @param body empty for a method that has none
     */
    protected abstract Response answer(String method, InputStream body);

    /** Nothing is below a resource. */
    @Path("{below:.+}")
    public final UnknownPath below() {
        return new UnknownPath();
    }

    @GET
    public final Response get() {
        return answer("GET", InputStream.nullInputStream());
    }

    @HEAD
    public final Response head() {
        return answer("HEAD", InputStream.nullInputStream());
    }

    @OPTIONS
    public final Response options() {
        return answer("OPTIONS", InputStream.nullInputStream());
    }

    @POST
    public final Response post(InputStream body) {
        return answer("POST", body);
    }

    @PUT
    public final Response put(InputStream body) {
        return answer("PUT", body);
    }

    @PATCH
    public final Response patch(InputStream body) {
        return answer("PATCH", body);
    }

    @DELETE
    public final Response delete() {
        return answer("DELETE", InputStream.nullInputStream());
    }
}
