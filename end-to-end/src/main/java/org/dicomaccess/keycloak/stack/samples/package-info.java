/** The four synthetic studies every proof and the demo run on, and what makes them. */
@NullMarked
package org.dicomaccess.keycloak.stack.samples;

import org.jspecify.annotations.NullMarked;
