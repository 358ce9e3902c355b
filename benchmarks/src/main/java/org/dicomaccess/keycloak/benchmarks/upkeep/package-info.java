/** An endpoint that does at once what the extension's clock does later. */
@NullMarked
package org.dicomaccess.keycloak.benchmarks.upkeep;

import org.jspecify.annotations.NullMarked;
