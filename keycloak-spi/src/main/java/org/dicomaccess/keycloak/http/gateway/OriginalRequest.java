package org.dicomaccess.keycloak.http.gateway;

/**
 * The request that the gateway holds back until it is answered.
 *
 * @param method as its caller sent it
 * @param target path and query, as raw as its caller sent them
 */
record OriginalRequest(String method, String target) {}
