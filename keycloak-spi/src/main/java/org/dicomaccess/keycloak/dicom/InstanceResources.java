package org.dicomaccess.keycloak.dicom;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What only an instance has: frames (DICOM PS3.18 §10.4.1.1.3 and following) and single bulk data
 * items, whose references a server chooses itself. Of these, the usual ones are understood: a path
 * of attributes and item numbers below {@code bulkdata} or, as Orthanc writes it, {@code bulk}.
 */
final class InstanceResources {

    private static final Pattern FRAME = Pattern.compile("[1-9][0-9]{0,5}");
    private static final Pattern STEP = Pattern.compile("[0-9A-Fa-f]{8}|[0-9]{1,5}");
    private static final int MOST_STEPS = 15;

    private InstanceResources() {}

    /** The arguments of such a resource; {@code address} has at least two segments left. */
    static List<QueryArgument> arguments(StudyAddress address, List<QueryArgument> arguments) {
        List<String> rest = address.rest();
        if (address.instance().isEmpty()) {
            throw NotUnderstoodException.path("only an instance has resources of this depth");
        }
        return switch (rest.get(0)) {
            case "frames" -> frames(rest, arguments);
            case "bulk", "bulkdata" -> bulkData(rest, arguments);
            default -> throw NotUnderstoodException.path("the instance has no such resource");
        };
    }

    private static List<QueryArgument> frames(List<String> rest, List<QueryArgument> arguments) {
        List<String> numbers = List.of(rest.get(1).split(",", -1));
        if (!all(FRAME, numbers)) {
            throw NotUnderstoodException.path("the path holds something else than frame numbers");
        }
        // The standard's list has no duplicates; a server would send a large frame each time.
        if (new HashSet<>(numbers).size() < numbers.size()) {
            throw NotUnderstoodException.path("a frame is named twice");
        }
        if (rest.size() == 2) {
            return ArgumentRules.NONE.read(arguments);
        }
        if (rest.size() == 3
                && (rest.get(2).equals("rendered") || rest.get(2).equals("thumbnail"))) {
            return RenderingArguments.RULES.read(arguments);
        }
        throw NotUnderstoodException.path("a frame has no such resource");
    }

    private static List<QueryArgument> bulkData(List<String> rest, List<QueryArgument> arguments) {
        List<String> steps = rest.subList(1, rest.size());
        if (steps.size() > MOST_STEPS || !all(STEP, steps)) {
            throw NotUnderstoodException.path("the path leads to no bulk data");
        }
        return ArgumentRules.NONE.read(arguments);
    }

    private static boolean all(Pattern pattern, List<String> texts) {
        return texts.stream().allMatch(text -> pattern.matcher(text).matches());
    }
}
