package org.dicomaccess.keycloak.doctor.deployment;

import java.net.URI;

/**
 * Where pressing the button of the share's page leads.
 *
 * @param viewer without the fragment
 * @param token that was in the fragment
 */
public record OpenedShare(URI viewer, StudyToken token) {}
