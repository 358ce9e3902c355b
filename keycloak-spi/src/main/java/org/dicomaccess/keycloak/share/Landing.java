package org.dicomaccess.keycloak.share;

import java.util.Optional;
import org.dicomaccess.keycloak.settings.ResourceServer;

/** What is behind a share link, before anything is opened. */
public sealed interface Landing {

    /** It can be opened, once what it asks for is entered. */
    record Ready(Share share, ResourceServer server) implements Landing {}

    /**
     * It cannot be opened.
     *
     * @param share which, when there is one; not for whoever asked
     */
    record Closed(OpenRefusal refusal, Optional<Share> share) implements Landing {

        static Closed of(OpenRefusal refusal) {
            return new Closed(refusal, Optional.empty());
        }
    }
}
