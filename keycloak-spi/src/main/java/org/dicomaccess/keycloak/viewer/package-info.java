/** The viewers that granted studies are opened in, and the links that open them. */
@NullMarked
package org.dicomaccess.keycloak.viewer;

import org.jspecify.annotations.NullMarked;
