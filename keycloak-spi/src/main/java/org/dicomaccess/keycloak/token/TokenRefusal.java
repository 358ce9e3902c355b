package org.dicomaccess.keycloak.token;

/**
 * Why a text is not a study token of this realm for this resource server. For the server's own log:
 * outside, every one of these looks alike, because telling them apart helps only a forger.
 */
public enum TokenRefusal {
    EMPTY,
    TOO_LONG,
    NOT_ASCII,
    NOT_THREE_PARTS,
    NOT_BASE64URL,
    HEADER_NOT_UNDERSTOOD,
    ALGORITHM_NOT_ALLOWED,
    HEADER_TYPE_WRONG,
    KEY_UNKNOWN,
    SIGNATURE_WRONG,
    PAYLOAD_NOT_UNDERSTOOD,
    KIND_WRONG,
    CLAIM_MALFORMED,
    ISSUER_WRONG,
    AUDIENCE_WRONG
}
