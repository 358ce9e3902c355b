package org.dicomaccess.keycloak.endtoend;

import java.net.URI;
import org.dicomaccess.keycloak.endtoend.RawCall.RawAnswer;

/**
 * A gateway that Debian does not have, played from its shipped configuration and from what its
 * documentation and source say that it does with it. It tidies no path, which is the harder case:
 * what it would resolve or reject reaches the check here as the caller wrote it.
 */
interface GatewayByItsFile {

    /** Whether a request with this target is asked about before it is forwarded. */
    boolean checks(String target);

    /** The request that it asks the check with. */
    ClientCall check(ClientCall call);

    /**
     * What it does with an answer of the check.
     *
     * @return the request that goes to Orthanc, or the answer that goes to the caller
     */
    Outcome after(ClientCall call, RawAnswer checked);

    /** One of the two. */
    sealed interface Outcome {}

    /** It goes on. */
    record Forwarded(ClientCall call) implements Outcome {}

    /** It ends here. */
    record Answered(RawAnswer answer) implements Outcome {}

    /** All of it, with real servers behind. */
    default RawAnswer answer(ClientCall call, URI keycloak, URI orthanc) {
        if (!checks(call.target())) {
            return new RawAnswer("HTTP/1.1 404 Not Found\r\n\r\n");
        }
        Outcome outcome = after(call, check(call).raw().send(keycloak));
        return outcome instanceof Forwarded forwarded
                ? shown(forwarded.call().raw().send(orthanc))
                : ((Answered) outcome).answer();
    }

    /** What the caller gets of an answer of Orthanc's. */
    default RawAnswer shown(RawAnswer answer) {
        return answer;
    }
}
