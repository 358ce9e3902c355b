/** The permissions and labels that roles carry, read and changed as one table. */
@NullMarked
package org.dicomaccess.keycloak.roles;

import org.jspecify.annotations.NullMarked;
