package org.dicomaccess.keycloak.dicom;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the query of a search. Of a repeated key servers take the first, the last or both, and an
 * unknown one they ignore, so that the filter it was meant to be is gone: neither passes.
 */
final class QidoQueryReader {

    private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,6}");
    private static final Pattern BOOLEAN = Pattern.compile("true|false");

    private static final int LONGEST_VALUE = 256;

    private final Set<String> seen = new HashSet<>();
    private final Set<StudyInstanceUid> studies = new LinkedHashSet<>();
    private final Set<SeriesInstanceUid> series = new LinkedHashSet<>();
    private final List<QueryArgument> others = new ArrayList<>();

    private QidoQueryReader() {}

    static QidoQuery read(List<QueryArgument> arguments) {
        QidoQueryReader reader = new QidoQueryReader();
        ArgumentRules.withoutToken(arguments).forEach(reader::argument);
        return new QidoQuery(reader.studies, reader.series, reader.others);
    }

    private void argument(QueryArgument argument) {
        switch (argument.name()) {
            case "limit", "offset" -> option(argument, COUNT);
            case "fuzzymatching" -> option(argument, BOOLEAN);
            case IncludeField.NAME -> IncludeField.of(argument).ifPresent(others::add);
            default -> key(argument);
        }
    }

    private void option(QueryArgument argument, Pattern pattern) {
        requireFirst(argument.name());
        if (!pattern.matcher(argument.value()).matches()) {
            throw NotUnderstoodException.query("an option of the search has an unknown value");
        }
        others.add(argument);
    }

    private void key(QueryArgument argument) {
        Optional<AttributeName> name = AttributeName.of(argument.name());
        if (name.isEmpty() || !name.get().isMatchingKey()) {
            throw NotUnderstoodException.query("a key of the search is unknown");
        }
        requireFirst(name.get().tag());
        switch (name.get().tag()) {
            case "0020000D" -> studies.addAll(uids(argument.value(), StudyInstanceUid::new));
            case "0020000E" -> series.addAll(uids(argument.value(), SeriesInstanceUid::new));
            case "00080018" -> {
                uids(argument.value(), SopInstanceUid::new);
                others.add(name.get().argument(argument.value()));
            }
            default -> others.add(name.get().argument(bounded(argument.value())));
        }
    }

    private void requireFirst(String key) {
        if (!seen.add(key)) {
            throw NotUnderstoodException.query("a key of the search is repeated");
        }
    }

    private static String bounded(String value) {
        if (value.length() > LONGEST_VALUE) {
            throw NotUnderstoodException.query("a value of the search is too long");
        }
        return value;
    }

    /** A list of UIDs (DICOM PS3.18 §8.3.4.1); none at all matches everything, as if not asked. */
    private static <T> List<T> uids(String value, Function<String, T> uid) {
        if (value.isEmpty()) {
            return List.of();
        }
        try {
            return List.of(value.split(",", -1)).stream().map(uid).toList();
        } catch (InvalidUidException e) {
            throw NotUnderstoodException.query("a list of UIDs holds something else");
        }
    }
}
