package org.dicomaccess.keycloak.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.dicom.Grant;

/**
 * What a study token says: a grant, and the claims that RFC 9068 §2.2 asks for around it.
 *
 * @param id {@code jti}, unguessable
 * @param issuer {@code iss}, the realm's issuer as the minting call saw it
 * @param subject {@code sub}: who the token stands for; a resource server's own client id when it
 *     asked in its own name
 * @param clientId {@code client_id}: the client it was issued to
 * @param issuedAt {@code iat}, in whole seconds
 * @param type what it was asked for
 * @param shareId {@code share}: the share it comes from, and ends with
 * @param actor {@code act}: who acts for the subject, for a token that was exchanged (RFC 8693
 *     §4.1)
 * @param sessionId {@code sid}: the sign-in that it ends with, for a token that was exchanged for a
 *     user's
 * @param grant {@code aud}, {@code study_instance_uids}, {@code orthanc_ids}, {@code scope}, {@code
 *     nbf} and {@code exp}
 */
public record StudyToken(
        String id,
        String issuer,
        String subject,
        String clientId,
        Instant issuedAt,
        TokenType type,
        Optional<String> shareId,
        Optional<ActingParty> actor,
        Optional<String> sessionId,
        Grant grant) {

    /**
     * @throws IllegalArgumentException for a grant of every study: a token names what it opens
     */
    public StudyToken {
        if (grant.everyStudy()) {
            throw new IllegalArgumentException("the grant names no studies");
        }
    }

    /** Its grant, with what it ends with. */
    public HeldGrant held() {
        return HeldGrant.ofToken(grant, id, shareId, sessionId);
    }

    /** Its claims, named and shaped as in its payload. */
    public ObjectNode claims() {
        return StudyTokenJson.claims(this);
    }
}
