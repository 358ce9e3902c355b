/** The deployment that is examined: its addresses, and what it says about itself. */
@NullMarked
package org.dicomaccess.keycloak.doctor.deployment;

import org.jspecify.annotations.NullMarked;
