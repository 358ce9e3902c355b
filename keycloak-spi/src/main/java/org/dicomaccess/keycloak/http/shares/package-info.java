/**
 * Shares over REST: for whoever gives them, and what administrators and the pages share with it.
 */
@NullMarked
package org.dicomaccess.keycloak.http.shares;

import org.jspecify.annotations.NullMarked;
