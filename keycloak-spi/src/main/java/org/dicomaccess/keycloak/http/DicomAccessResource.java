package org.dicomaccess.keycloak.http;

import jakarta.ws.rs.Path;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.gateway.CheckResource;
import org.dicomaccess.keycloak.http.orthanc.TokensResource;
import org.dicomaccess.keycloak.http.orthanc.UserResource;
import org.dicomaccess.keycloak.http.viewer.GrantResource;

/** The endpoint's root: which door is behind which path. */
public final class DicomAccessResource {
    private final DicomAccess access;

    DicomAccessResource(DicomAccess access) {
        this.access = access;
    }

    @Path("tokens")
    public TokensResource tokens() {
        return new TokensResource(access);
    }

    @Path("user")
    public UserResource user() {
        return new UserResource(access);
    }

    @Path("check")
    public CheckResource check() {
        return new CheckResource(access);
    }

    @Path("grant")
    public GrantResource grant() {
        return new GrantResource(access);
    }
}
