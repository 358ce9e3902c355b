package org.dicomaccess.keycloak.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attributes that an answer is to include (DICOM PS3.18 §8.3.4.3). */
final class IncludeField {

    static final String NAME = "includefield";

    private static final String ALL = "all";

    private IncludeField() {}

    /**
     * One such argument, without the attributes that count what else the patient has.
     *
     * @return empty when nothing is left to include
     * @throws NotUnderstoodException when it holds something else than attributes and {@code all}
     */
    static Optional<QueryArgument> of(QueryArgument argument) {
        if (argument.value().isEmpty()) {
            return Optional.empty();
        }
        List<String> included = new ArrayList<>();
        for (String field : argument.value().split(",", -1)) {
            if (field.equals(ALL)) {
                included.add(ALL);
                continue;
            }
            Optional<AttributeName> name = AttributeName.of(field);
            if (name.isEmpty()) {
                throw NotUnderstoodException.query("a field to include is unknown");
            }
            name.filter(known -> !known.countsOfPatient())
                    .ifPresent(known -> included.add(known.written()));
        }
        return included.isEmpty()
                ? Optional.empty()
                : Optional.of(new QueryArgument(NAME, String.join(",", included)));
    }

    /**
     * The arguments of a resource that knows only this one.
     *
     * @throws NotUnderstoodException when there is another
     */
    static List<QueryArgument> only(List<QueryArgument> arguments) {
        List<QueryArgument> understood = new ArrayList<>();
        for (QueryArgument argument : ArgumentRules.withoutToken(arguments)) {
            if (!argument.name().equals(NAME)) {
                throw NotUnderstoodException.query("an argument is unknown here");
            }
            of(argument).ifPresent(understood::add);
        }
        return understood;
    }
}
