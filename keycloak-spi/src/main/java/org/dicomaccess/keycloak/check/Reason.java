package org.dicomaccess.keycloak.check;

/** Why a request was granted or refused: a closed list, the same at every door. */
public enum Reason {
    /** The grant covers the request. */
    GRANTED("granted"),
    /** The request carries no token. */
    TOKEN_MISSING("token_missing"),
    /** The token is not a study token of this realm for this audience, or no longer trusted. */
    TOKEN_INVALID("token_invalid"),
    /** The grant is over. */
    TOKEN_EXPIRED("token_expired"),
    /** The token itself was taken back (RFC 7009), or the sign-in that it comes from is over. */
    TOKEN_REVOKED("token_revoked"),
    /** The share that the token comes from was taken back. */
    SHARE_ENDED("share_ended"),
    /** Whether the share still stands could not be found out, so nothing is granted. */
    UNAVAILABLE("unavailable"),
    /** The grant has not begun. */
    TOKEN_NOT_YET_VALID("token_not_yet_valid"),
    /** The request carries two different tokens. */
    TOKEN_AMBIGUOUS("token_ambiguous"),
    /** The request target is malformed, or servers would not agree on how to read it. */
    REQUEST_NOT_UNDERSTOOD("request_not_understood"),
    /** The method changes something, or means nothing here. */
    METHOD_NOT_GRANTED("method_not_granted"),
    /** The path leads to nothing that can be granted. */
    PATH_NOT_GRANTED("path_not_granted"),
    /** The resource is not a study: its level is never granted. */
    LEVEL_NOT_GRANTED("level_not_granted"),
    /** None of the studies asked for is granted. */
    STUDY_NOT_GRANTED("study_not_granted"),
    /** The user's roles reach some labels only, and whether the study has one is not known here. */
    LABELS_NOT_KNOWN("labels_not_known"),
    /** The study is granted, but not this action on it. */
    ACTION_NOT_GRANTED("action_not_granted"),
    /** An argument of the query is unknown, repeated, or has a value that it cannot have. */
    QUERY_NOT_UNDERSTOOD("query_not_understood"),
    /**
     * The request would be granted in another form, such as a search narrowed to the granted
     * studies, but the gateway forwards it as it came.
     */
    REWRITE_NEEDED("rewrite_needed"),
    /** The question comes from another server than the audience's. */
    SERVER_NOT_MATCHED("server_not_matched");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    /** The word that stands for this reason in headers, JSON, events and metrics. */
    public String code() {
        return code;
    }
}
