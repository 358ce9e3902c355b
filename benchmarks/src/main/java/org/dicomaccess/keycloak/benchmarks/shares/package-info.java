/** Lists of shares, read from a million of them on PostgreSQL. */
@NullMarked
package org.dicomaccess.keycloak.benchmarks.shares;

import org.jspecify.annotations.NullMarked;
