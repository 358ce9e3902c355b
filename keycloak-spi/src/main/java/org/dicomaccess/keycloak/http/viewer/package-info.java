/** What a viewer may ask about the token it was opened with. */
@NullMarked
package org.dicomaccess.keycloak.http.viewer;

import org.jspecify.annotations.NullMarked;
