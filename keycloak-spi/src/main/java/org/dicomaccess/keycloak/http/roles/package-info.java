/** Roles and what they give, as JSON that editors read and write. */
@NullMarked
package org.dicomaccess.keycloak.http.roles;

import org.jspecify.annotations.NullMarked;
