package org.dicomaccess.keycloak.token;

import java.util.Optional;

/**
 * The token that a study token was exchanged for: what passes from the one to the other.
 *
 * @param subject its {@code sub}: for whom both are
 * @param type what it was asked for
 * @param shareId the share that both end with
 * @param sessionId the sign-in that both end with
 */
public record TokenOrigin(
        String subject, TokenType type, Optional<String> shareId, Optional<String> sessionId) {}
