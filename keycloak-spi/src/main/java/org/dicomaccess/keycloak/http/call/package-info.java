/** What every door needs for one call, and answers alike. */
@NullMarked
package org.dicomaccess.keycloak.http.call;

import org.jspecify.annotations.NullMarked;
