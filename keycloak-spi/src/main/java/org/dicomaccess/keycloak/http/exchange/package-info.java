/** Study tokens in exchange for other tokens, at Keycloak's own token endpoint (RFC 8693). */
@NullMarked
package org.dicomaccess.keycloak.http.exchange;

import org.jspecify.annotations.NullMarked;
