package org.dicomaccess.keycloak.endtoend;

/** The gateway with Envoy, as its file says, in front of the real Keycloak and the real Orthanc. */
class EnvoyByItsFileIT extends TablesByFile {

    private final EnvoyByItsFile gateway = new EnvoyByItsFile("images.example.org", "");

    @Override
    GatewayByItsFile gateway() {
        return gateway;
    }

    @Override
    boolean rewrites() {
        return true;
    }

    /** In a path of its own, Keycloak takes nothing that has to be percent-encoded (RFC 3986). */
    @Override
    boolean canAskAbout(String target) {
        return !target.contains("^");
    }
}
