/** Everybody's shares, and taking over roles, for whom Keycloak's own admin permissions let. */
@NullMarked
package org.dicomaccess.keycloak.http.admin;

import org.jspecify.annotations.NullMarked;
