/** The command: what it was asked to do, and what it says. */
@NullMarked
package org.dicomaccess.keycloak.doctor;

import org.jspecify.annotations.NullMarked;
