/** Shares in Keycloak's own database, through Keycloak's own persistence unit. */
@NullMarked
package org.dicomaccess.keycloak.share.jpa;

import org.jspecify.annotations.NullMarked;
