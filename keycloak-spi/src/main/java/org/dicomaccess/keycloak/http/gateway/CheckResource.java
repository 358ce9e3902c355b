package org.dicomaccess.keycloak.http.gateway;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.dicomaccess.keycloak.http.call.DicomAccess;

/** {@code check/{audience}}, and everything below it for Envoy, which appends the original path. */
public final class CheckResource {
    private final DicomAccess access;

    public CheckResource(DicomAccess access) {
        this.access = access;
    }

    /** For a gateway that says the original method and URI in headers. */
    @Path("{audience}")
    public AudienceCheck byHeaders(@PathParam("audience") String audience) {
        return new AudienceCheck(access, audience, OriginalRequests.FROM_HEADERS);
    }

    /** For Envoy: the original method and path are this call's own. */
    @Path("{audience}/{original:.*}")
    public AudienceCheck byPath(@PathParam("audience") String audience) {
        return new AudienceCheck(access, audience, OriginalRequests.FROM_PATH);
    }
}
