package org.dicomaccess.keycloak.dicom;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Writes the target for the server behind, from understood parts only. */
final class TargetWriter {

    private TargetWriter() {}

    static String write(String path, List<QueryArgument> arguments) {
        if (arguments.isEmpty()) {
            return path;
        }
        return arguments.stream()
                .map(argument -> argument.name() + "=" + PercentEncoding.encode(argument.value()))
                .collect(joining("&", path + "?", ""));
    }
}
