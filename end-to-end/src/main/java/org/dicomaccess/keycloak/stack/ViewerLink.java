package org.dicomaccess.keycloak.stack;

import java.net.URI;

/**
 * Where somebody gets who has opened a share.
 *
 * @param token the study token by itself, for calls without a viewer
 * @param url the viewer's address; the same token is in its fragment
 */
public record ViewerLink(String token, URI url) {}
