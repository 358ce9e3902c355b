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
 */
public record DicomWebCall(String method, String rawTarget, ServerRoots roots)
        implements CheckRequest {

    /** Whether it is a search that any study may match; false for what is not understood. */
    public boolean searchesEveryStudy() {
        try {
            return !request().namesStudies();
        } catch (NotUnderstoodException e) {
            return false;
        }
    }

    DicomWebRequest request() {
        return DicomWebRequest.of(method, RequestTarget.parse(rawTarget), roots);
    }
}
