package org.dicomaccess.keycloak.share;

import org.dicomaccess.keycloak.settings.ResourceServer;

/**
 * A share that was given just now.
 *
 * @param share as it is recorded
 * @param code the secret of its link, told this once and never again
 * @param server the resource server it is for
 */
public record GivenShare(Share share, ShareCode code, ResourceServer server) {}
