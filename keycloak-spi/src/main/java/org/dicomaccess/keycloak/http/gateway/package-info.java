/**
 * The question a gateway asks once per DICOMweb call, for nginx {@code auth_request}, Traefik
 * ForwardAuth and Envoy's external authorization over HTTP.
 */
@NullMarked
package org.dicomaccess.keycloak.http.gateway;

import org.jspecify.annotations.NullMarked;
