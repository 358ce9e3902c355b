/** Shares of everybody, for whom Keycloak's own admin permissions let. */
@NullMarked
package org.dicomaccess.keycloak.http.admin;

import org.jspecify.annotations.NullMarked;
