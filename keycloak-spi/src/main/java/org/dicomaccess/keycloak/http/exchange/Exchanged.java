package org.dicomaccess.keycloak.http.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.keycloak.OAuth2Constants;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;

/**
 * A token that was given in exchange (RFC 8693 §2.2.1).
 *
 * @param accessToken a study token
 * @param issuedTokenType always an access token
 * @param tokenType always {@code Bearer}
 * @param expiresIn in seconds
 * @param scope the actions it allows, separated by spaces
 * @param authorizationDetails what was granted (RFC 9396 §7)
 */
record Exchanged(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("issued_token_type") String issuedTokenType,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        String scope,
        @JsonProperty("authorization_details")
                List<AuthorizationDetailsJSONRepresentation> authorizationDetails) {

    Exchanged(
            String accessToken,
            long expiresIn,
            String scope,
            List<AuthorizationDetailsJSONRepresentation> authorizationDetails) {
        this(
                accessToken,
                OAuth2Constants.ACCESS_TOKEN_TYPE,
                "Bearer",
                expiresIn,
                scope,
                authorizationDetails);
    }
}
