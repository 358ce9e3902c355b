package org.dicomaccess.keycloak.endtoend;

/**
 * The gateway with Traefik, as its file says, in front of the real Keycloak and the real Orthanc.
 */
class TraefikByItsFileIT extends TablesByFile {

    private final TraefikByItsFile gateway = new TraefikByItsFile("images.example.org", "");

    @Override
    GatewayByItsFile gateway() {
        return gateway;
    }

    @Override
    boolean rewrites() {
        return false;
    }

    @Override
    boolean repeatsErrors() {
        return true;
    }
}
