package org.dicomaccess.keycloak.dicom;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The path of a request target. Nothing in a DICOMweb path needs percent-encoding or a matrix
 * parameter, and empty or dotted segments are what servers disagree about, so none of them passes.
 */
final class RequestPath {

    /** Unreserved characters (RFC 3986 §2.3), and the comma of a frame list. */
    private static final Pattern PLAIN_SEGMENT = Pattern.compile("[A-Za-z0-9._~,-]+");

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
        if (!PLAIN_SEGMENT.matcher(segment).matches()) {
            throw NotUnderstoodException.target("the path has a character that no path here needs");
        }
    }
}
