/** Pages for people, rendered on the server with the realm's login theme. */
@NullMarked
package org.dicomaccess.keycloak.http.pages;

import org.jspecify.annotations.NullMarked;
