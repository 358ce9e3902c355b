package org.dicomaccess.keycloak.http.exchange;

import jakarta.ws.rs.core.Response.Status;
import java.io.Serial;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Errors;

/** A token that is not given in exchange. The message is for the client, and names the field. */
final class ExchangeRefusedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final Cause cause;

    ExchangeRefusedException(Cause cause, String message) {
        // No stack trace: clients decide how often this is thrown.
        super(message, null, false, false);
        this.cause = cause;
    }

    Cause refusal() {
        return cause;
    }

    String description() {
        return String.valueOf(getMessage());
    }

    /** Why: what the client and Keycloak's events are told. */
    enum Cause {
        /** A parameter is missing, repeated or not supported (RFC 8693 §2.2.2). */
        INVALID_REQUEST(
                OAuthErrorException.INVALID_REQUEST, Status.BAD_REQUEST, Errors.INVALID_REQUEST),
        /** The subject token is not good (RFC 8693 §2.2.2: {@code invalid_request} too). */
        INVALID_TOKEN(
                OAuthErrorException.INVALID_REQUEST, Status.BAD_REQUEST, Errors.INVALID_TOKEN),
        /** The client cannot exchange tokens at all. */
        INVALID_CLIENT(
                OAuthErrorException.INVALID_CLIENT, Status.BAD_REQUEST, Errors.INVALID_CLIENT),
        /** No token is given for this resource server (RFC 8693 §2.2.2). */
        INVALID_TARGET("invalid_target", Status.BAD_REQUEST, "invalid_target"),
        /** The actions of a token are not asked for by scopes. */
        INVALID_SCOPE(OAuthErrorException.INVALID_SCOPE, Status.BAD_REQUEST, "invalid_scope"),
        /** The details are malformed, or more than one token can say (RFC 9396 §5). */
        INVALID_DETAILS(
                "invalid_authorization_details",
                Status.BAD_REQUEST,
                "invalid_authorization_details"),
        /** The client has no business with the token, or the token does not reach so far. */
        ACCESS_DENIED(OAuthErrorException.ACCESS_DENIED, Status.FORBIDDEN, Errors.NOT_ALLOWED),
        /** The user has not agreed to what this client does in their name. */
        NO_CONSENT(OAuthErrorException.ACCESS_DENIED, Status.FORBIDDEN, Errors.CONSENT_DENIED),
        /** Whether the user sees the studies cannot be found out now. */
        UNAVAILABLE(
                "temporarily_unavailable", Status.SERVICE_UNAVAILABLE, "temporarily_unavailable"),
        /** The administrator's settings are not understood. */
        INVALID_SETTING("invalid_setting", Status.SERVICE_UNAVAILABLE, "invalid_setting");

        private final String error;
        private final Status status;
        private final String event;

        Cause(String error, Status status, String event) {
            this.error = error;
            this.status = status;
            this.event = event;
        }

        String error() {
            return error;
        }

        Status status() {
            return status;
        }

        /** The error of Keycloak's event. */
        String event() {
            return event;
        }
    }
}
