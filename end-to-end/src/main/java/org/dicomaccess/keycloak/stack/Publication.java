package org.dicomaccess.keycloak.stack;

import java.net.URI;

/**
 * What the Orthanc door answers to whoever asks for a link to a viewer.
 *
 * @param token the study token by itself, which works as long as the share stands
 * @param url the share link, or the viewer's address with the token in its fragment, as the
 *     resource server is set up
 */
public record Publication(String token, URI url) {}
