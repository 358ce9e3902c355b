package org.dicomaccess.keycloak.token;

import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The form that a signed JWT of Keycloak's own has (RFC 7519 §7.2), whatever kind of token it is.
 * Keycloak's reader of access tokens takes it for granted and fails where it is missing.
 */
public final class SignedJwtForm {
    private SignedJwtForm() {}

    /**
     * Whether a text has three parts, header and payload are JSON objects, and the header names a
     * key and an algorithm that Keycloak knows. Nothing of it is verified.
     */
    public static boolean has(String text, KeycloakSession session) {
        JwsParts parts;
        try {
            parts = JwsParts.parse(text);
            StudyTokenJson.object(parts.payload(), TokenRefusal.PAYLOAD_NOT_UNDERSTOOD);
        } catch (RefusedTokenException e) {
            return false;
        }
        return parts.header().path("kid").isTextual()
                && algorithmKnown(parts.header().path("alg"), session);
    }

    private static boolean algorithmKnown(JsonNode algorithm, KeycloakSession session) {
        return algorithm.isTextual()
                && session.getProvider(SignatureProvider.class, algorithm.textValue()) != null;
    }
}
