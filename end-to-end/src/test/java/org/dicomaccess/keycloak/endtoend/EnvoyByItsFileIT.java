package org.dicomaccess.keycloak.endtoend;

import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.Stack;

/** The gateway with Envoy, as its file says, in front of the real Keycloak and the real Orthanc. */
class EnvoyByItsFileIT extends GatewayTables {

    private final EnvoyByItsFile gateway = new EnvoyByItsFile("images.example.org", "");

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
        return true;
    }

    /** In a path of its own, Keycloak takes nothing that has to be percent-encoded (RFC 3986). */
    @Override
    boolean canAskAbout(String target) {
        return !target.contains("^");
    }
}
