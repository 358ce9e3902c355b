package org.dicomaccess.keycloak.http;

import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.keycloak.services.resource.RealmResourceProvider;

/** Hands the endpoint's root to Keycloak for one request. */
final class DicomAccessResourceProvider implements RealmResourceProvider {
    private final DicomAccess access;

    DicomAccessResourceProvider(DicomAccess access) {
        this.access = access;
    }

    @Override
    public Object getResource() {
        return new DicomAccessResource(access);
    }

    @Override
    public void close() {}
}
