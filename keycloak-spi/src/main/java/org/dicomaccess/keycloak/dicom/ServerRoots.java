package org.dicomaccess.keycloak.dicom;

import static java.util.Comparator.comparingInt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The roots of one server's services. Requests are told apart by whole segments and the longest
 * public path wins, so a DICOMweb root below the REST root is reached in one way only; of two equal
 * ones the first of this list.
 *
 * @param dicomWeb QIDO-RS, WADO-RS and STOW-RS (DICOM PS3.18 chapter 10)
 * @param rest Orthanc's own REST interface
 * @param wadoUri WADO-URI (DICOM PS3.18 chapter 9)
 */
public record ServerRoots(PathMapping dicomWeb, PathMapping rest, PathMapping wadoUri) {

    /** The service a path belongs to. */
    enum Service {
        DICOM_WEB,
        REST,
        WADO_URI
    }

    /**
     * A path that belongs to a service.
     *
     * @param behindRoot root of the service behind the gateway
     * @param below the segments below that root
     */
    record Located(Service service, String behindRoot, List<String> below) {}

    /**
     * @throws NotUnderstoodException when no service is at that path
     */
    Located locate(List<String> segments) {
        return Stream.of(
                        located(Service.DICOM_WEB, dicomWeb, segments),
                        located(Service.REST, rest, segments),
                        located(Service.WADO_URI, wadoUri, segments))
                .flatMap(Optional::stream)
                .min(comparingInt(located -> located.below().size()))
                .orElseThrow(() -> NotUnderstoodException.path("no service is at this path"));
    }

    private static Optional<Located> located(
            Service service, PathMapping mapping, List<String> segments) {
        List<String> root = mapping.publicSegments();
        if (segments.size() < root.size() || !segments.subList(0, root.size()).equals(root)) {
            return Optional.empty();
        }
        List<String> below = segments.subList(root.size(), segments.size());
        return Optional.of(new Located(service, mapping.behindPath(), below));
    }
}
