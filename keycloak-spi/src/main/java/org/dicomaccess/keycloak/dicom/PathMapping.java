package org.dicomaccess.keycloak.dicom;

import java.util.List;

/**
 * Where a service is seen by clients and where it stands behind the gateway. Paths are absolute and
 * kept without a trailing slash, so the root itself is the empty text.
 *
 * @param publicPath as clients write it, such as {@code /orthanc/dicom-web}
 * @param behindPath as the server behind knows it, such as {@code /dicom-web}
 */
public record PathMapping(String publicPath, String behindPath) {

    /**
     * @throws IllegalArgumentException naming the field, when a path is not absolute, holds
     *     anything but letters, digits and {@code . _ ~ -}, or has an empty or a dot segment
     */
    public PathMapping {
        publicPath = normalised("publicPath", publicPath);
        behindPath = normalised("behindPath", behindPath);
    }

    /** The public path on both sides. */
    PathMapping seenFromOutside() {
        return new PathMapping(publicPath, publicPath);
    }

    /** The segments of the public path, to be compared with those of a request. */
    List<String> publicSegments() {
        return segments(publicPath);
    }

    /**
     * One such path by itself.
     *
     * @param field how to name it when it is refused
     * @throws IllegalArgumentException as the constructor does
     */
    public static String normalised(String field, String path) {
        String withoutSlash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!path.isEmpty() && !path.startsWith("/")) {
            throw new IllegalArgumentException(field + " does not start with a slash");
        }
        if (!hasPlainSegments(withoutSlash)) {
            throw new IllegalArgumentException(field + " is not a plain path");
        }
        return withoutSlash;
    }

    private static List<String> segments(String path) {
        return path.isEmpty() ? List.of() : List.of(path.substring(1).split("/", -1));
    }

    private static boolean hasPlainSegments(String path) {
        int start = 1;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (!isPlain(path.substring(start, end))) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean isPlain(String segment) {
        return !segment.isEmpty()
                && Unreserved.only(segment, '-')
                && !segment.equals(".")
                && !segment.equals("..");
    }
}
