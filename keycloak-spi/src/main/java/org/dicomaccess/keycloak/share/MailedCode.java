package org.dicomaccess.keycloak.share;

import java.time.Instant;

/**
 * A one-time code that was sent to a recipient.
 *
 * @param hash of the code
 * @param sentAt when
 */
public record MailedCode(String hash, Instant sentAt) {}
