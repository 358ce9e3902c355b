package org.dicomaccess.keycloak.share;

import org.dicomaccess.keycloak.settings.ResourceServer;

/** What is behind a share link, before anything is opened. */
public sealed interface Landing {

    /** It can be opened, once what it asks for is entered. */
    record Ready(Share share, ResourceServer server) implements Landing {}

    /** It cannot be opened. */
    record Closed(OpenRefusal refusal) implements Landing {}
}
