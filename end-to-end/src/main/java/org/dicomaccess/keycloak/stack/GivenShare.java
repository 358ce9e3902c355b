package org.dicomaccess.keycloak.stack;

import java.net.URI;

/**
 * A share as whoever gives it learns of it.
 *
 * @param id what its owner calls it by
 * @param url what its recipient opens: the share link, or the viewer's address with the study token
 *     in its fragment when that was asked for
 */
public record GivenShare(String id, URI url) {

    /** The study token in a link of that form. */
    public String token() {
        String fragment = url.getFragment();
        if (fragment == null || !fragment.startsWith("token=")) {
            throw new StackException("There is no token in the link of share " + id);
        }
        return fragment.substring("token=".length());
    }
}
