package org.dicomaccess.keycloak.share;

import java.time.Instant;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.viewer.Viewer;

/** What became of an attempt to open a share. */
public sealed interface Opened {

    /**
     * It was opened.
     *
     * @param token the study token, in its compact serialization
     * @param expires its end
     */
    record Granted(Share share, ResourceServer server, Viewer viewer, String token, Instant expires)
            implements Opened {

        @Override
        public String toString() {
            return "Granted[" + share.id() + ", " + viewer + "]";
        }
    }

    /** It was not. */
    record Refused(OpenRefusal refusal) implements Opened {}
}
