package org.dicomaccess.keycloak.http.shares;

import org.jspecify.annotations.Nullable;

/**
 * What became of the message with a share's link.
 *
 * @param sent whether the realm's mail server took it
 * @param details why not, for an administrator
 */
public record MailAnswer(boolean sent, @Nullable String details) {}
