/**
 * The web service that Orthanc's authorization plugin asks, in the plugin's own words.
 *
 * <p>A call that is well formed is always answered with 200, also for tokens that open nothing: the
 * plugin takes any other status as a fault that it must not remember, and asks again each time.
 */
@NullMarked
package org.dicomaccess.keycloak.http.orthanc;

import org.jspecify.annotations.NullMarked;
