package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import org.dicomaccess.keycloak.http.call.DicomAccess;

/** {@code pages/ended}: where a viewer sends its person once their share is over. */
public final class EndedPage extends PageResource {
    public EndedPage(DicomAccess access) {
        super(access, false);
    }

    @Override
    Reply show(Visit visit) {
        return Page.of(Status.OK, Notice.of("Ended"));
    }

    @Override
    Reply take(Visit visit, Form form) {
        return show(visit);
    }
}
