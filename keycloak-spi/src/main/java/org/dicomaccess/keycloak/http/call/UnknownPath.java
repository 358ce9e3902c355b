package org.dicomaccess.keycloak.http.call;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;

/** What is at every path of the endpoint that has no door. */
public final class UnknownPath extends AnyMethod {
    @Override
    protected Response answer(String method, InputStream body) {
        return new ErrorAnswer(ErrorAnswer.NOT_FOUND, "Nothing is at this path")
                .with(Status.NOT_FOUND)
                .build();
    }
}
