package org.dicomaccess.keycloak.dicom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The arguments that a resource understands: exact names, a pattern for each value, each at most
 * once. An argument {@code token} is the gateway's and is never passed on.
 */
final class ArgumentRules {

    /** A resource without arguments. */
    static final ArgumentRules NONE = new ArgumentRules(Map.of());

    private static final String TOKEN = "token";

    private final Map<String, Pattern> patterns;

    private ArgumentRules(Map<String, Pattern> patterns) {
        this.patterns = patterns;
    }

    ArgumentRules with(String name, String pattern) {
        Map<String, Pattern> more = new LinkedHashMap<>(patterns);
        more.put(name, Pattern.compile(pattern));
        return new ArgumentRules(more);
    }

    /**
     * The arguments in the order of these rules.
     *
     * @throws NotUnderstoodException when one is unknown, repeated, or has another value
     */
    List<QueryArgument> read(List<QueryArgument> arguments) {
        Map<String, QueryArgument> found = new LinkedHashMap<>();
        for (QueryArgument argument : withoutToken(arguments)) {
            Pattern pattern = patterns.get(argument.name());
            if (pattern == null) {
                throw NotUnderstoodException.query("an argument is unknown here");
            }
            if (!pattern.matcher(argument.value()).matches()) {
                throw NotUnderstoodException.query("an argument has a value that is unknown here");
            }
            if (found.put(argument.name(), argument) != null) {
                throw NotUnderstoodException.query("an argument is repeated");
            }
        }
        List<QueryArgument> ordered = new ArrayList<>();
        for (String name : patterns.keySet()) {
            QueryArgument argument = found.get(name);
            if (argument != null) {
                ordered.add(argument);
            }
        }
        return ordered;
    }

    static List<QueryArgument> withoutToken(List<QueryArgument> arguments) {
        return arguments.stream().filter(argument -> !argument.name().equals(TOKEN)).toList();
    }
}
