package org.dicomaccess.keycloak.check;

/** What a gateway sends to the server behind once a call is granted. */
public enum Forwarding {
    /** The target of the answer, in place of all that the caller wrote. */
    TARGET,
    /**
     * The caller's own path and query, at most with another root: so nothing can be narrowed, and
     * only a call that needs no rewriting can be granted.
     */
    AS_IT_CAME
}
