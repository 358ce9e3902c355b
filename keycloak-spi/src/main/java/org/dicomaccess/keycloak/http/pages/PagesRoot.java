package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.UnknownPath;

/** {@code pages}: the map of the pages that are no landing page. */
public final class PagesRoot {
    private final DicomAccess access;

    public PagesRoot(DicomAccess access) {
        this.access = access;
    }

    @Path("ended")
    public EndedPage ended() {
        return new EndedPage(access);
    }

    @Path("share")
    public SharePage share() {
        return new SharePage(access);
    }

    @Path("shares")
    public MySharesPage mine() {
        return new MySharesPage(access);
    }

    @Path("shares/{id}")
    public OneSharePage one(@PathParam("id") String id) {
        return new OneSharePage(access, id);
    }

    @Path("api-keys")
    public ApiKeysPage apiKeys() {
        return new ApiKeysPage(access);
    }

    @Path("all")
    public AllSharesPage all() {
        return new AllSharesPage(access);
    }

    @Path("{unknown:.*}")
    public UnknownPath unknown() {
        return new UnknownPath();
    }
}
