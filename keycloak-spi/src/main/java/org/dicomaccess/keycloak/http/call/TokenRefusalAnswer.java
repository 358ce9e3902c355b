package org.dicomaccess.keycloak.http.call;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import org.dicomaccess.keycloak.check.Reason;

/** The refusal of a bearer's request (RFC 6750 §3), with the reason's code in a header. */
public final class TokenRefusalAnswer {
    /** The reason's code, for gateways and viewers; from the closed list of {@link Reason}. */
    public static final String REASON = "X-Dicom-Access-Reason";

    private TokenRefusalAnswer() {}

    /**
     * 401 when the token is at fault, 403 when it is good but does not open what was asked for, 503
     * when that could not be found out.
     */
    public static ResponseBuilder of(Reason reason, String realm) {
        if (reason == Reason.UNAVAILABLE) {
            return new ErrorAnswer(ErrorAnswer.TEMPORARILY_UNAVAILABLE, description(reason))
                    .with(Status.SERVICE_UNAVAILABLE)
                    .header(REASON, reason.code());
        }
        boolean tokenAtFault = tokenAtFault(reason);
        String error = tokenAtFault ? ErrorAnswer.INVALID_TOKEN : ErrorAnswer.INSUFFICIENT_SCOPE;
        return new ErrorAnswer(error, description(reason))
                .with(tokenAtFault ? Status.UNAUTHORIZED : Status.FORBIDDEN)
                .header(REASON, reason.code())
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge(reason, error, realm));
    }

    /** Without a token there is no error to name (RFC 6750 §3.1). */
    private static String challenge(Reason reason, String error, String realm) {
        String challenge = "Bearer realm=\"" + realm.replaceAll("[^A-Za-z0-9._ -]", "_") + "\"";
        return reason == Reason.TOKEN_MISSING ? challenge : challenge + ", error=\"" + error + "\"";
    }

    private static boolean tokenAtFault(Reason reason) {
        return switch (reason) {
            case TOKEN_MISSING,
                    TOKEN_INVALID,
                    TOKEN_EXPIRED,
                    TOKEN_REVOKED,
                    SHARE_ENDED,
                    TOKEN_NOT_YET_VALID,
                    TOKEN_AMBIGUOUS ->
                    true;
            default -> false;
        };
    }

    private static String description(Reason reason) {
        return switch (reason) {
            case GRANTED -> throw new IllegalArgumentException("a grant is no refusal");
            case TOKEN_MISSING -> "A study token is needed";
            case TOKEN_INVALID -> "The token is not valid here";
            case TOKEN_EXPIRED -> "The token has expired";
            case TOKEN_REVOKED -> "The token was taken back";
            case SHARE_ENDED -> "The share was taken back";
            case UNAVAILABLE -> "Whether the share still stands cannot be found out now";
            case TOKEN_NOT_YET_VALID -> "The token is not valid yet";
            case TOKEN_AMBIGUOUS -> "The request carries more than one token";
            case REQUEST_NOT_UNDERSTOOD -> "The request is not understood";
            case METHOD_NOT_GRANTED -> "The token does not open this method";
            case PATH_NOT_GRANTED -> "The token does not open this path";
            case LEVEL_NOT_GRANTED -> "The token opens studies, and nothing above or below";
            case STUDY_NOT_GRANTED -> "The token does not open this study";
            case LABELS_NOT_KNOWN ->
                    "Your roles reach some labels only, and this gateway knows no labels";
            case ACTION_NOT_GRANTED -> "The token does not open this kind of access";
            case QUERY_NOT_UNDERSTOOD -> "The query is not understood";
            case REWRITE_NEEDED ->
                    "The request has to be rewritten, and this gateway forwards it as it came";
            case SERVER_NOT_MATCHED -> "The token is not for this server";
        };
    }
}
