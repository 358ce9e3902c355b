/**
 * One decision for one request: granted or refused, and why. A pure function of the request, the
 * grant and the clock.
 */
@NullMarked
package org.dicomaccess.keycloak.check;

import org.jspecify.annotations.NullMarked;
