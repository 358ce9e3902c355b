package org.dicomaccess.keycloak.viewer;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.settings.Setting;
import org.dicomaccess.keycloak.settings.Settings;

/** The links that open granted studies in a viewer, each in the form its viewer reads. */
public final class ViewerLinks {
    private final ResourceServer server;

    public ViewerLinks(ResourceServer server) {
        this.server = server;
    }

    /**
     * The link, or nothing when this viewer is not served here or cannot open this grant. OHIF gets
     * the token in the fragment, which no server sees and no log holds; the others look for it only
     * in the query.
     */
    public Optional<String> link(Viewer viewer, Grant grant, String token) {
        if (missing(viewer, grant).isPresent()) {
            return Optional.empty();
        }
        return root(viewer).map(root -> root + path(viewer, grant, token));
    }

    private static String path(Viewer viewer, Grant grant, String token) {
        return switch (viewer) {
            case OHIF -> "viewer?StudyInstanceUIDs=" + studies(grant) + "#token=" + token;
            case OHIF_SEGMENTATION ->
                    "segmentation?StudyInstanceUIDs=" + studies(grant) + "#token=" + token;
            case OHIF_TMTV -> "tmtv?StudyInstanceUIDs=" + studies(grant) + "#token=" + token;
            case OHIF_MICROSCOPY ->
                    "microscopy?StudyInstanceUIDs=" + studies(grant) + "#token=" + token;
            case OHIF_VOLUME ->
                    "dynamic-volume?StudyInstanceUIDs=" + studies(grant) + "#token=" + token;
            case STONE ->
                    "index.html?study="
                            + studies(grant)
                            + "&selectedStudies="
                            + studies(grant)
                            + "&token="
                            + token;
            case VOLVIEW ->
                    "index.html?names=[archive.zip]&urls=../studies/"
                            + ids(grant)
                            + "/archive&token="
                            + token;
            case OSIMIS ->
                    "app/index.html?pickableStudyIds="
                            + ids(grant)
                            + "&selectedStudyIds="
                            + ids(grant)
                            + "&token="
                            + token;
            case MEDDREAM -> "?study=" + studies(grant) + "&token=" + token;
            case WEASIS, DOWNLOAD -> throw new IllegalArgumentException("no path yet");
        };
    }

    /** What is missing before this viewer can open this grant; empty when nothing is. */
    public Optional<String> missing(Viewer viewer, Grant grant) {
        if (root(viewer).isEmpty()) {
            return Optional.of(
                    setting(viewer)
                            .map(
                                    setting ->
                                            "the client attribute %s is not set"
                                                    .formatted(setting.name()))
                            .orElse("this viewer is not known here"));
        }
        return switch (viewer) {
            case OHIF,
                    OHIF_SEGMENTATION,
                    OHIF_TMTV,
                    OHIF_MICROSCOPY,
                    OHIF_VOLUME,
                    STONE,
                    MEDDREAM,
                    WEASIS ->
                    grant.studies().isEmpty()
                            ? Optional.of("this viewer needs StudyInstanceUIDs")
                            : Optional.empty();
            case OSIMIS ->
                    grant.orthancIds().isEmpty()
                            ? Optional.of("this viewer needs Orthanc's ids")
                            : Optional.empty();
            case VOLVIEW, DOWNLOAD -> {
                if (grant.orthancIds().isEmpty()) {
                    yield Optional.of("this viewer needs Orthanc's ids");
                }
                yield grant.orthancIds().size() > 1
                        ? Optional.of("this viewer opens one study a link")
                        : Optional.empty();
            }
        };
    }

    /** Whether this resource server was not told where the viewer is. */
    public boolean unserved(Viewer viewer) {
        return root(viewer).isEmpty();
    }

    private static Optional<Setting<Optional<URI>>> setting(Viewer viewer) {
        return switch (viewer) {
            case OHIF, OHIF_SEGMENTATION, OHIF_TMTV, OHIF_MICROSCOPY, OHIF_VOLUME ->
                    Optional.of(Settings.OHIF_ROOT);
            case STONE -> Optional.of(Settings.STONE_ROOT);
            case VOLVIEW -> Optional.of(Settings.VOLVIEW_ROOT);
            case OSIMIS -> Optional.of(Settings.OSIMIS_ROOT);
            case MEDDREAM -> Optional.of(Settings.MEDDREAM_ROOT);
            case WEASIS, DOWNLOAD -> Optional.empty();
        };
    }

    private Optional<String> root(Viewer viewer) {
        return setting(viewer).flatMap(server::viewerRoot).map(URI::toString);
    }

    private static String studies(Grant grant) {
        return grant.studies().stream()
                .map(StudyInstanceUid::value)
                .collect(Collectors.joining(","));
    }

    private static String ids(Grant grant) {
        return grant.orthancIds().stream().map(OrthancId::value).collect(Collectors.joining(","));
    }
}
