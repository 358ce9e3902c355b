/** An endpoint of the same server that does nothing: the floor that nothing in it can go below. */
@NullMarked
package org.dicomaccess.keycloak.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
