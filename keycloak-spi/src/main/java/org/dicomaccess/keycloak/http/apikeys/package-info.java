/** API keys over REST: for their owners, and what administrators and pages share with it. */
@NullMarked
package org.dicomaccess.keycloak.http.apikeys;

import org.jspecify.annotations.NullMarked;
