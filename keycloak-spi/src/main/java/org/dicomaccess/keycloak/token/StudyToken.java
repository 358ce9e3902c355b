package org.dicomaccess.keycloak.token;

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
        Grant grant) {

    /**
     * @throws IllegalArgumentException for a grant of every study: a token names what it opens
     */
    public StudyToken {
        if (grant.everyStudy()) {
            throw new IllegalArgumentException("the grant names no studies");
        }
    }

    /** Its grant, with the share that it ends with. */
    public HeldGrant held() {
        return new HeldGrant(grant, shareId);
    }
}
