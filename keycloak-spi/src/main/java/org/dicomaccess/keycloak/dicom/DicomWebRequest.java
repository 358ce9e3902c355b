package org.dicomaccess.keycloak.dicom;

import java.util.Optional;

/**
 * A request that is understood: what it touches, which action that is, and how it is written for
 * the server behind. It is one of three: a search over all studies, which has to be narrowed; a
 * request below one study of DICOMweb; or one below a study of Orthanc's REST interface.
 */
public sealed interface DicomWebRequest permits QidoSearch, StudyRequest, OrthancStudyRequest {

    /** The action that a grant has to allow. */
    Action action();

    /** Whether it says which studies it is about; a search may ask about any. */
    boolean namesStudies();

    /**
     * The target to forward under a grant: path and query as the server behind knows them, rebuilt
     * from what was understood, nothing of the caller's text.
     *
     * @return empty when the grant covers none of the studies that the request asks for
     */
    Optional<String> targetFor(Grant grant);

    /**
     * Reads a request.
     *
     * @param method the method's token, case-sensitive (RFC 9110 §9.1)
     * @throws NotUnderstoodException when the request is none of those that can be granted, naming
     *     the part that was not understood
     */
    static DicomWebRequest of(String method, RequestTarget target, ServerRoots roots) {
        return switch (method) {
            case "GET", "HEAD" -> Retrieval.of(target, roots);
            case "POST" -> Storing.of(target, roots);
            default -> throw NotUnderstoodException.method("the method is not GET, HEAD or POST");
        };
    }
}
