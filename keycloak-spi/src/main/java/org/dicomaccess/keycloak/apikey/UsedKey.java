package org.dicomaccess.keycloak.apikey;

/** Where a key that was used is kept. */
public record UsedKey(String userId, String keyId) {}
