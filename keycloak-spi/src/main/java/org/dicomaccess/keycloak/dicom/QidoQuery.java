package org.dicomaccess.keycloak.dicom;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The query of a search (DICOM PS3.18 §8.3.4), understood.
 *
 * @param studies the studies it names; empty when it names none
 * @param series the series it names; empty when it names none
 * @param others everything else, in the caller's order, free of repeated keys
 */
record QidoQuery(
        Set<StudyInstanceUid> studies, Set<SeriesInstanceUid> series, List<QueryArgument> others) {

    /**
     * @throws NotUnderstoodException when a key is unknown, repeated under whichever of its names,
     *     or has a value that it cannot have
     */
    static QidoQuery of(List<QueryArgument> arguments) {
        return QidoQueryReader.read(arguments);
    }

    /** The query again, with these studies as the only ones. */
    List<QueryArgument> narrowedTo(Set<StudyInstanceUid> granted) {
        List<QueryArgument> arguments = new ArrayList<>();
        arguments.add(new QueryArgument("StudyInstanceUID", list(granted)));
        arguments.addAll(ofEveryStudy());
        return arguments;
    }

    /** The query again, whatever study something belongs to. */
    List<QueryArgument> ofEveryStudy() {
        List<QueryArgument> arguments = new ArrayList<>();
        if (!series.isEmpty()) {
            arguments.add(new QueryArgument("SeriesInstanceUID", list(series)));
        }
        arguments.addAll(others);
        return arguments;
    }

    /**
     * The query again, for a search below a study or series of the path. Servers differ in which of
     * path and query wins, so what the path says is left out here.
     *
     * @throws NotUnderstoodException when the query names another study or series than the path
     */
    List<QueryArgument> below(StudyAddress address) {
        requireSame(studies.isEmpty() || studies.equals(Set.of(address.study())));
        List<QueryArgument> arguments = new ArrayList<>();
        if (address.series().isPresent()) {
            requireSame(series.isEmpty() || series.equals(Set.of(address.series().get())));
        } else if (!series.isEmpty()) {
            arguments.add(new QueryArgument("SeriesInstanceUID", list(series)));
        }
        arguments.addAll(others);
        return arguments;
    }

    private static void requireSame(boolean same) {
        if (!same) {
            throw NotUnderstoodException.query("the query contradicts the path");
        }
    }

    private static String list(Set<?> uids) {
        return uids.stream().map(String::valueOf).collect(joining(","));
    }
}
