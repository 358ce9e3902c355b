package org.dicomaccess.keycloak.token;

import java.util.Optional;

/**
 * Who acts for the subject of a token: the claim {@code act} (RFC 8693 §4.1). Only the outermost
 * one acts; those before are told for whoever reads the token, and decide nothing.
 *
 * @param subject {@code sub}: the acting client's service account, or its client id when it has
 *     none
 * @param clientId {@code client_id} of the acting client, where {@code sub} does not say it
 * @param before who acted before
 */
public record ActingParty(String subject, Optional<String> clientId, Optional<ActingParty> before) {

    /** Whether it is the same party, whoever acted before. */
    public boolean isSameAs(ActingParty other) {
        return subject.equals(other.subject) && clientId.equals(other.clientId);
    }

    /** The same party after another one. */
    public ActingParty after(ActingParty earlier) {
        return new ActingParty(subject, clientId, Optional.of(earlier));
    }
}
