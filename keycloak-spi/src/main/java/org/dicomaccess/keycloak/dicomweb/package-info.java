/** Asks a resource server, as the person who signed in, which studies this person may see. */
@NullMarked
package org.dicomaccess.keycloak.dicomweb;

import org.jspecify.annotations.NullMarked;
