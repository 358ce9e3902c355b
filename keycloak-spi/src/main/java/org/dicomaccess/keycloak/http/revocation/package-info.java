/** Takes single study tokens back (RFC 7009). */
@NullMarked
package org.dicomaccess.keycloak.http.revocation;

import org.jspecify.annotations.NullMarked;
