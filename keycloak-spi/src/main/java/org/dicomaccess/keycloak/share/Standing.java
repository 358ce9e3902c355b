package org.dicomaccess.keycloak.share;

/** Whether a share still stands, as far as this node knows. */
public enum Standing {
    IN_FORCE,
    /** It was revoked, or is no longer on record. */
    ENDED,
    /** The database did not answer lately: it may have been revoked elsewhere. */
    UNKNOWN
}
