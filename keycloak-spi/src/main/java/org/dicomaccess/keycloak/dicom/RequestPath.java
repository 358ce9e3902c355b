package org.dicomaccess.keycloak.dicom;

import java.util.List;

/**
 * The path of a request target. Nothing in a DICOMweb path needs percent-encoding or a matrix
 * parameter, and empty or dotted segments are what servers disagree about, so none of them passes.
 */
final class RequestPath {

    /** What stands between the frames of a list. */
    private static final char COMMA = ',';

    private RequestPath() {}

    static List<String> segments(String path) {
        if (!path.startsWith("/")) {
            throw NotUnderstoodException.target("the path does not start with a slash");
        }
        if (path.length() == 1) {
            return List.of();
        }
        List<String> segments = List.of(path.substring(1).split("/", -1));
        segments.forEach(RequestPath::requirePlain);
        return segments;
    }

    private static void requirePlain(String segment) {
        if (segment.isEmpty()) {
            throw NotUnderstoodException.target("the path has an empty segment");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw NotUnderstoodException.target("the path has a dot segment");
        }
        if (!Unreserved.only(segment, COMMA)) {
            throw NotUnderstoodException.target("the path has a character that no path here needs");
        }
    }
}
