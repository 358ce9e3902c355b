package org.dicomaccess.keycloak.http.gateway;

import org.dicomaccess.keycloak.check.Forwarding;

/**
 * The request that the gateway holds back until it is answered.
 *
 * @param method as its caller sent it
 * @param target path and query, as raw as its caller sent them
 * @param forwarding what the gateway sends to the server behind
 */
record OriginalRequest(String method, String target, Forwarding forwarding) {}
