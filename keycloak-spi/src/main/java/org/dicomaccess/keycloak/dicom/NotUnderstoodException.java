package org.dicomaccess.keycloak.dicom;

/**
 * A request is not one of those that are understood, and what is not understood is refused. The
 * message is a short sentence that repeats nothing of the request.
 */
public final class NotUnderstoodException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The first part of the request that was not understood. */
    public enum Part {
        /** The request target is malformed or ambiguous as a whole. */
        TARGET,
        /** The method has no meaning here. */
        METHOD,
        /** The path leads to nothing that can be granted. */
        PATH,
        /** The path is understood, an argument of the query is not. */
        QUERY
    }

    private final Part part;

    /** Without a stack trace: it is an answer to a stranger, not a fault of ours. */
    NotUnderstoodException(Part part, String description) {
        super(description, null, false, false);
        this.part = part;
    }

    static NotUnderstoodException target(String description) {
        return new NotUnderstoodException(Part.TARGET, description);
    }

    static NotUnderstoodException method(String description) {
        return new NotUnderstoodException(Part.METHOD, description);
    }

    static NotUnderstoodException path(String description) {
        return new NotUnderstoodException(Part.PATH, description);
    }

    static NotUnderstoodException query(String description) {
        return new NotUnderstoodException(Part.QUERY, description);
    }

    public Part part() {
        return part;
    }
}
