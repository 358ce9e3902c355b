package org.dicomaccess.keycloak.benchmarks.floor;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** Answers the same few bytes to everybody; takes a body in, as any answer to a POST has to. */
@Consumes(MediaType.WILDCARD)
public final class FloorResource {
    @GET
    public Response nothing() {
        return Response.ok("{\"granted\":true}", MediaType.APPLICATION_JSON_TYPE).build();
    }

    @POST
    public Response nothing(InputStream body) throws IOException {
        body.readAllBytes();
        return nothing();
    }
}
