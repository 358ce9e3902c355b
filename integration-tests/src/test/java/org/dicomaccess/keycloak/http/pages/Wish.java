package org.dicomaccess.keycloak.http.pages;

import java.io.Serializable;
import java.time.Duration;

/**
 * A share that a test wants to be there. It travels to the server, so it is made of what Java can
 * send.
 *
 * @param resourceServer its client id
 * @param owner a user's name; empty for the resource server itself
 * @param from seconds from now
 * @param until seconds from now
 * @param maximumOpens zero for any number
 * @param passcode empty for none
 * @param email empty for nobody in particular
 * @param mailsCode whether a code is asked for that is sent there
 * @param user for whom it is; empty for whoever has the link
 */
record Wish(
        String resourceServer,
        String owner,
        String label,
        long from,
        long until,
        int maximumOpens,
        String passcode,
        String email,
        boolean mailsCode,
        String user,
        boolean tokenInLink)
        implements Serializable {
    static final Duration LIFE = Duration.ofHours(2);

    /** Of the resource server, for a while, asking for nothing. */
    static Wish plain() {
        return new Wish("orthanc", "", "", 0, LIFE.toSeconds(), 0, "", "", false, "", false);
    }

    Wish on(String server) {
        return new Wish(
                server,
                owner,
                label,
                from,
                until,
                maximumOpens,
                passcode,
                email,
                mailsCode,
                user,
                tokenInLink);
    }

    Wish by(String username, String words) {
        return new Wish(
                resourceServer,
                username,
                words,
                from,
                until,
                maximumOpens,
                passcode,
                email,
                mailsCode,
                user,
                tokenInLink);
    }

    Wish between(long begin, long end) {
        return new Wish(
                resourceServer,
                owner,
                label,
                begin,
                end,
                maximumOpens,
                passcode,
                email,
                mailsCode,
                user,
                tokenInLink);
    }

    Wish opening(int times) {
        return new Wish(
                resourceServer,
                owner,
                label,
                from,
                until,
                times,
                passcode,
                email,
                mailsCode,
                user,
                tokenInLink);
    }

    Wish asking(String secret) {
        return new Wish(
                resourceServer,
                owner,
                label,
                from,
                until,
                maximumOpens,
                secret,
                email,
                mailsCode,
                user,
                tokenInLink);
    }

    Wish mailing(String address) {
        return new Wish(
                resourceServer,
                owner,
                label,
                from,
                until,
                maximumOpens,
                passcode,
                address,
                true,
                user,
                tokenInLink);
    }

    Wish forUser(String username) {
        return new Wish(
                resourceServer,
                owner,
                label,
                from,
                until,
                maximumOpens,
                passcode,
                email,
                mailsCode,
                username,
                tokenInLink);
    }

    Wish withTokenInLink() {
        return new Wish(
                resourceServer,
                owner,
                label,
                from,
                until,
                maximumOpens,
                passcode,
                email,
                mailsCode,
                user,
                true);
    }
}
