/** The attributes of roles as they are in Keycloak's database. */
@NullMarked
package org.dicomaccess.keycloak.roles.jpa;

import org.jspecify.annotations.NullMarked;
