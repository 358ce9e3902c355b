/**
 * The study token: a grant as a JWT (RFC 9068), signed by the realm's keys.
 *
 * <p>What came over the wire is a {@link org.dicomaccess.keycloak.token.RawStudyToken}; what this
 * realm signed for one resource server is an {@link
 * org.dicomaccess.keycloak.token.AuthenticStudyToken}; only that carries a grant.
 */
@NullMarked
package org.dicomaccess.keycloak.token;

import org.jspecify.annotations.NullMarked;
