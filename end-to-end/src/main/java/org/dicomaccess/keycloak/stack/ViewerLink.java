package org.dicomaccess.keycloak.stack;

import java.net.URI;

/**
 * What the Orthanc door answers to whoever asks for a link.
 *
 * @param token the study token by itself, for calls without a viewer
 * @param url the address a person opens; the same token is in its fragment
 */
public record ViewerLink(String token, URI url) {}
