package org.dicomaccess.keycloak.share;

/**
 * What the owner is told by e-mail.
 *
 * @param firstOpen that it was opened for the first time
 * @param nearEnd a day before it ends
 */
public record Notices(boolean firstOpen, boolean nearEnd) {
    public static final Notices NONE = new Notices(false, false);
}
