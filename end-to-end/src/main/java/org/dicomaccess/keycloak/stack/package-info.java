/**
 * Starts the real parts on this machine and stops them again: Keycloak with the extension, Orthanc,
 * nginx and the OHIF viewer, from the very files under {@code docker/} and {@code realm-export/}.
 */
@NullMarked
package org.dicomaccess.keycloak.stack;

import org.jspecify.annotations.NullMarked;
