package org.dicomaccess.keycloak.endtoend;

import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.Stack;

/**
 * The gateway with Traefik, as its file says, in front of the real Keycloak and the real Orthanc.
 */
class TraefikByItsFileIT extends GatewayTables {

    private final TraefikByItsFile gateway = new TraefikByItsFile("images.example.org", "");

    @Override
    void start(Stack running) {
        // Nothing runs but what is behind.
    }

    @Override
    RawAnswer ask(String method, String target, String bearer) {
        return gateway.answer(
                new ClientCall(method, target).with("Authorization", "Bearer " + bearer),
                stack().keycloak().root(),
                stack().orthanc().root());
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
