package org.dicomaccess.keycloak.check;

import org.dicomaccess.keycloak.dicom.DicomWebRequest;
import org.dicomaccess.keycloak.dicom.NotUnderstoodException;
import org.dicomaccess.keycloak.dicom.RequestTarget;
import org.dicomaccess.keycloak.dicom.ServerRoots;

/**
 * A call as a client made it.
 *
 * @param method the method's token, case-sensitive
 * @param rawTarget the request target as it stood in the request line, nothing decoded
 * @param roots where the server's services are, seen from outside and from the gateway
 * @param forwarding what the gateway will send to the server behind
 */
public record DicomWebCall(
        String method, String rawTarget, ServerRoots roots, Forwarding forwarding)
        implements CheckRequest {

    /** A call whose target is rewritten by whoever forwards it. */
    public DicomWebCall(String method, String rawTarget, ServerRoots roots) {
        this(method, rawTarget, roots, Forwarding.TARGET);
    }

    /** Whether it is a search that any study may match; false for what is not understood. */
    public boolean searchesEveryStudy() {
        try {
            return !request().namesStudies();
        } catch (NotUnderstoodException e) {
            return false;
        }
    }

    DicomWebRequest request() {
        return request(roots);
    }

    /** The same as its caller sees it: its targets have the public roots. */
    DicomWebRequest requestInPublic() {
        return request(roots.seenFromOutside());
    }

    private DicomWebRequest request(ServerRoots where) {
        return DicomWebRequest.of(method, RequestTarget.parse(rawTarget), where);
    }
}
