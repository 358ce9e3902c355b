package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;

/** What was posted is no form that a page here could have sent. */
final class InvalidFormException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Status status;

    InvalidFormException(Status status, String message) {
        super(message);
        this.status = status;
    }

    /** What is wrong with it, as a status: 400, 413 or 415. */
    Status status() {
        return status;
    }
}
