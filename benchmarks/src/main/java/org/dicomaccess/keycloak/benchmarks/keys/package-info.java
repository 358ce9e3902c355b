/** Calls with one API key among a million on PostgreSQL. */
@NullMarked
package org.dicomaccess.keycloak.benchmarks.keys;

import org.jspecify.annotations.NullMarked;
