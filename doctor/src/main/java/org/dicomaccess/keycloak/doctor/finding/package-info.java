/** What an examination finds. */
@NullMarked
package org.dicomaccess.keycloak.doctor.finding;

import org.jspecify.annotations.NullMarked;
