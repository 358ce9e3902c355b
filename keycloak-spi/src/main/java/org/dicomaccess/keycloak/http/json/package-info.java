/** Requests and answers as JSON: every fault in a request names the field it is in. */
@NullMarked
package org.dicomaccess.keycloak.http.json;

import org.jspecify.annotations.NullMarked;
