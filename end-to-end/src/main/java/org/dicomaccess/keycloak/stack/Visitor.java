package org.dicomaccess.keycloak.stack;

import java.net.URI;
import java.net.http.HttpRequest;

/** Somebody who has a share link and no browser: presses the button of its page. */
final class Visitor {

    private static final String TOKEN = "token=";

    private final Http http = new Http();

    /**
     * Opens a share.
     *
     * @throws StackException when it does not open, or not into a viewer
     */
    ViewerLink open(URI link) {
        HttpRequest press =
                HttpRequest.newBuilder(link)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("do=open"))
                        .build();
        URI viewer =
                http.answer(press)
                        .headers()
                        .firstValue("Location")
                        .map(URI::create)
                        .orElseThrow(() -> new StackException("The link leads to no viewer"));
        String fragment = viewer.getFragment();
        if (fragment == null || !fragment.startsWith(TOKEN)) {
            throw new StackException("The viewer is opened without a token");
        }
        return new ViewerLink(fragment.substring(TOKEN.length()), viewer);
    }
}
