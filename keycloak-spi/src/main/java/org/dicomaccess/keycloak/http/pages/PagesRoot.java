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

    /** Where a viewer sends people whose token opens nothing any more. */
    @Path("ended")
    public EndedPage ended() {
        return new EndedPage(access);
    }

    /** The page on which somebody gives a share. */
    @Path("share")
    public SharePage share() {
        return new SharePage(access);
    }

    /** The page with the shares that somebody gave. */
    @Path("shares")
    public MySharesPage mine() {
        return new MySharesPage(access);
    }

    /** The page of one share: its history, and what can be done to it. */
    @Path("shares/{id}")
    public OneSharePage one(@PathParam("id") String id) {
        return new OneSharePage(access, id);
    }

    /** The page with somebody's API keys. */
    @Path("api-keys")
    public ApiKeysPage apiKeys() {
        return new ApiKeysPage(access);
    }

    /** The page with the shares of everybody, for administrators. */
    @Path("all")
    public AllSharesPage all() {
        return new AllSharesPage(access);
    }

    @Path("{unknown:.*}")
    public UnknownPath unknown() {
        return new UnknownPath();
    }
}
