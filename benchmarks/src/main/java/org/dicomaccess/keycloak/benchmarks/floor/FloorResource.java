package org.dicomaccess.keycloak.benchmarks.floor;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers the same few bytes to everybody. */
public final class FloorResource {
    @GET
    public Response nothing() {
        return Response.ok("{\"granted\":true}", MediaType.APPLICATION_JSON_TYPE).build();
    }
}
