package org.dicomaccess.keycloak.dicom;

import java.util.List;

/**
 * A request target in origin form (RFC 9112 §3.2.1), taken apart so strictly that no server can
 * read it differently: what any of them would decode, merge, normalise or cut off is refused.
 *
 * <p>{@code /orthanc/dicom-web/studies?limit=1} has the segments {@code orthanc, dicom-web,
 * studies} and the argument {@code limit} with the value {@code 1}.
 */
public final class RequestTarget {

    /** Longest target that is looked at, in characters. */
    public static final int MAX_LENGTH = 8_192;

    private final List<String> segments;
    private final List<QueryArgument> arguments;

    private RequestTarget(List<String> segments, List<QueryArgument> arguments) {
        this.segments = segments;
        this.arguments = arguments;
    }

    /**
     * Takes a target apart.
     *
     * @param raw as it stood in the request line, nothing decoded
     * @throws NotUnderstoodException when it is not visible ASCII, too long, not in origin form or
     *     has a fragment; for its path, when it holds anything but plain, non-empty segments; for
     *     its query, when that is not arguments joined by ampersands, percent-encoded once, in
     *     UTF-8
     */
    public static RequestTarget parse(String raw) {
        if (raw.length() > MAX_LENGTH) {
            throw NotUnderstoodException.target("the target is too long");
        }
        if (!isVisibleAscii(raw)) {
            throw NotUnderstoodException.target("the target is not visible ASCII");
        }
        int mark = raw.indexOf('?');
        String path = mark < 0 ? raw : raw.substring(0, mark);
        String query = mark < 0 ? "" : raw.substring(mark + 1);
        return new RequestTarget(RequestPath.segments(path), RequestQuery.arguments(query));
    }

    private static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** The segments of the path, none of them empty or made of dots. */
    public List<String> segments() {
        return segments;
    }

    /** The arguments in their order, repetitions included. */
    public List<QueryArgument> arguments() {
        return arguments;
    }

    /** The values of the arguments of exactly this name, in their order. */
    public List<String> argument(String exactName) {
        return arguments.stream()
                .filter(argument -> argument.name().equals(exactName))
                .map(QueryArgument::value)
                .toList();
    }
}
