package org.dicomaccess.keycloak.http.orthanc;

/**
 * What the plugin reads from {@code tokens/validate}.
 *
 * @param granted whether the token opens the resource for the method
 * @param validity seconds the plugin may keep this answer; 0 is not at all
 */
record ValidateAnswer(boolean granted, long validity) {}
