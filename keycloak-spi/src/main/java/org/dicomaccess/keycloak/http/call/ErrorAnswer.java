package org.dicomaccess.keycloak.http.call;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import org.dicomaccess.keycloak.http.json.JsonBody;

/**
 * The body of every answer that is not a success (RFC 6749 §5.2).
 *
 * @param error one of the codes below
 * @param description for people; for a bad request, it names the field
 */
public record ErrorAnswer(String error, @JsonProperty("error_description") String description) {

    public static final String INVALID_REQUEST = "invalid_request";
    public static final String INVALID_CLIENT = "invalid_client";
    public static final String INVALID_TOKEN = "invalid_token";
    public static final String INSUFFICIENT_SCOPE = "insufficient_scope";
    public static final String INVALID_SETTING = "invalid_setting";
    public static final String ACCESS_DENIED = "access_denied";
    public static final String TEMPORARILY_UNAVAILABLE = "temporarily_unavailable";
    public static final String NOT_FOUND = "not_found";
    public static final String CONFLICT = "conflict";

    /** This body with a status; never to be kept, since the next call may go better. */
    public ResponseBuilder with(Response.Status status) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .entity(JsonBody.write(this));
    }
}
