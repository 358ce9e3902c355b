/** All parts on one machine, for a person to try. */
@NullMarked
package org.dicomaccess.keycloak.demo;

import org.jspecify.annotations.NullMarked;
