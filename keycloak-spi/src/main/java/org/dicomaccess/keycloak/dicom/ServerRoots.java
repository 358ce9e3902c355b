package org.dicomaccess.keycloak.dicom;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** The same services, each as if it stood behind the gateway where clients see it. */
    public ServerRoots seenFromOutside() {
        return new ServerRoots(
                dicomWeb.seenFromOutside(), rest.seenFromOutside(), wadoUri.seenFromOutside());
    }

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
        Located nearest = located(Service.DICOM_WEB, dicomWeb, segments);
        nearest = nearer(nearest, located(Service.REST, rest, segments));
        nearest = nearer(nearest, located(Service.WADO_URI, wadoUri, segments));
        if (nearest == null) {
            throw NotUnderstoodException.path("no service is at this path");
        }
        return nearest;
    }

    private static @Nullable Located nearer(@Nullable Located one, @Nullable Located other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.below().size() < one.below().size() ? other : one;
    }

    private static @Nullable Located located(
            Service service, PathMapping mapping, List<String> segments) {
        List<String> root = mapping.publicSegments();
        if (segments.size() < root.size() || !segments.subList(0, root.size()).equals(root)) {
            return null;
        }
        List<String> below = segments.subList(root.size(), segments.size());
        return new Located(service, mapping.behindPath(), below);
    }
}
