/** Measures; never tests. */
@NullMarked
package org.dicomaccess.keycloak.benchmarks;

import org.jspecify.annotations.NullMarked;
