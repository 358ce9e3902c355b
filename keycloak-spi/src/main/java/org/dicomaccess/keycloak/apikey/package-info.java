/**
 * API keys of users, for scripts and modalities: made once and shown once, kept as credentials of
 * Keycloak's, verified with one read.
 */
@NullMarked
package org.dicomaccess.keycloak.apikey;

import org.jspecify.annotations.NullMarked;
