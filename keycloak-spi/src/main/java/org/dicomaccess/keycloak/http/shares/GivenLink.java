package org.dicomaccess.keycloak.http.shares;

import org.dicomaccess.keycloak.share.GivenShare;

/**
 * A share that was given, and its link, which nobody can be told again.
 *
 * @param url the share link, or the viewer's address with the token in it
 */
public record GivenLink(GivenShare given, String url) {

    @Override
    public String toString() {
        return "GivenLink[" + given.share().id() + "]";
    }
}
