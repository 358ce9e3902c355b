package org.dicomaccess.keycloak.share;

import java.net.URI;
import java.util.Optional;

/**
 * What the owner is told by e-mail.
 *
 * @param firstOpen that it was opened for the first time
 * @param nearEnd a day before it ends
 * @param leadTo where the owner can do something about it, as people reach this server: when they
 *     are written, nobody is calling whose address could be used
 */
public record Notices(boolean firstOpen, boolean nearEnd, Optional<URI> leadTo) {
    public static final Notices NONE = new Notices(false, false);

    /** Leading nowhere. */
    public Notices(boolean firstOpen, boolean nearEnd) {
        this(firstOpen, nearEnd, Optional.empty());
    }

    /** The same, leading there. */
    public Notices leadingTo(URI address) {
        return new Notices(firstOpen, nearEnd, Optional.of(address));
    }
}
