/** Answers about study tokens at Keycloak's own introspection endpoint (RFC 7662). */
@NullMarked
package org.dicomaccess.keycloak.http.introspection;

import org.jspecify.annotations.NullMarked;
