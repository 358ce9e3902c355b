package org.dicomaccess.keycloak.share;

/** For whom a share is. */
public sealed interface Recipient {

    /** Whoever has the link. */
    record Anybody() implements Recipient {}

    /**
     * Somebody with this address, who may be asked for a code that is sent there.
     *
     * @param address an e-mail address
     */
    record Mailbox(String address) implements Recipient {}

    /**
     * One user of Keycloak, who has to sign in.
     *
     * @param userId Keycloak's id
     */
    record KeycloakUser(String userId) implements Recipient {}
}
