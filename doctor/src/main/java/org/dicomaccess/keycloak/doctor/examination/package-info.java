/** One class for each thing that can be wrong. */
@NullMarked
package org.dicomaccess.keycloak.doctor.examination;

import org.jspecify.annotations.NullMarked;
