package org.dicomaccess.keycloak.endtoend;

import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;
import org.dicomaccess.keycloak.stack.Stack;

/**
 * The tables for a gateway that is not run: what it would ask and send on, as its file says, goes
 * to the real Keycloak and the real Orthanc.
 */
abstract class TablesByFile extends GatewayTables {

    /** The one whose file it is. */
    abstract GatewayByItsFile gateway();

    @Override
    final void start(Stack running) {
        // Nothing runs but what is behind.
    }

    @Override
    final RawAnswer ask(String method, String target, String bearer) {
        return gateway()
                .answer(
                        new ClientCall(method, target).with("Authorization", "Bearer " + bearer),
                        stack().keycloak().root(),
                        stack().orthanc().root());
    }
}
