/** Calls that end in time, go where they were sent and nowhere else. */
@NullMarked
package org.dicomaccess.keycloak.doctor.http;

import org.jspecify.annotations.NullMarked;
