package org.dicomaccess.keycloak.dicom;

import java.util.List;
import java.util.Optional;

/**
 * Where a resource stands in a study (DICOM PS3.18 §10.3): the study, perhaps a series of it,
 * perhaps an instance of that, and what is left of the path behind them.
 *
 * <p>That a series belongs to the study of its path is for the server behind to know; it finds
 * nothing when it does not.
 */
record StudyAddress(
        StudyInstanceUid study,
        Optional<SeriesInstanceUid> series,
        Optional<SopInstanceUid> instance,
        List<String> rest) {

    /**
     * @throws NotUnderstoodException when the path is not below a study, or a UID in it is not one
     */
    static StudyAddress of(List<String> path) {
        if (path.size() < 2 || !path.get(0).equals("studies")) {
            throw NotUnderstoodException.path("the path leads to no study");
        }
        try {
            StudyInstanceUid study = new StudyInstanceUid(path.get(1));
            if (path.size() < 4 || !path.get(2).equals("series")) {
                return new StudyAddress(study, Optional.empty(), Optional.empty(), from(path, 2));
            }
            Optional<SeriesInstanceUid> series = Optional.of(new SeriesInstanceUid(path.get(3)));
            if (path.size() < 6 || !path.get(4).equals("instances")) {
                return new StudyAddress(study, series, Optional.empty(), from(path, 4));
            }
            Optional<SopInstanceUid> instance = Optional.of(new SopInstanceUid(path.get(5)));
            return new StudyAddress(study, series, instance, from(path, 6));
        } catch (InvalidUidException e) {
            throw NotUnderstoodException.path("the path holds something else than a UID");
        }
    }

    /** The path again, down to the study, series or instance. */
    String path() {
        return "/studies/"
                + study
                + series.map(uid -> "/series/" + uid).orElse("")
                + instance.map(uid -> "/instances/" + uid).orElse("");
    }

    private static List<String> from(List<String> path, int index) {
        return path.subList(index, path.size());
    }
}
