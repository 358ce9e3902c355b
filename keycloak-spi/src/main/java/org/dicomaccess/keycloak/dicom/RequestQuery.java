package org.dicomaccess.keycloak.dicom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** The query of a request target: arguments joined by ampersands, nothing else. */
final class RequestQuery {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]+");

    /**
     * The characters of RFC 3986 §3.4 and the caret of person names, which browsers leave as it is.
     * No semicolon: some servers take it for an ampersand.
     */
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~!$'()*+,:@/?=^%-]*");

    private RequestQuery() {}

    static List<QueryArgument> arguments(String query) {
        if (query.isEmpty()) {
            return List.of();
        }
        List<QueryArgument> arguments = new ArrayList<>();
        for (String argument : query.split("&", -1)) {
            arguments.add(argument(argument));
        }
        return Collections.unmodifiableList(arguments);
    }

    private static QueryArgument argument(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        if (!NAME.matcher(name).matches()) {
            throw NotUnderstoodException.target("an argument of the query has no plain name");
        }
        if (!VALUE.matcher(value).matches()) {
            throw NotUnderstoodException.target("a value of the query has a character to encode");
        }
        return new QueryArgument(name, PercentEncoding.decode(value));
    }
}
