package org.dicomaccess.keycloak.viewer;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.settings.OhifMode;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.settings.Setting;
import org.dicomaccess.keycloak.settings.Settings;

/**
 * The links that open granted studies in a viewer, each in the form its viewer reads. UIDs and
 * Orthanc's ids are safe in a URL as they are; roots are URLs already; tokens are encoded.
 */
public final class ViewerLinks {
    private final ResourceServer server;

    public ViewerLinks(ResourceServer server) {
        this.server = server;
    }

    /**
     * The link that opens all of the granted studies, or nothing when this viewer is not served
     * here or cannot open them with one link. OHIF gets the token in the fragment, which no server
     * sees and no log holds; Weasis gets it in its own scheme, which no server sees either; the
     * others look for it only in the query.
     */
    public Optional<String> link(Viewer viewer, Grant grant, String token) {
        return missing(viewer, grant).isEmpty()
                ? root(viewer).map(root -> link(viewer, root, grant, encoded(token)))
                : Optional.empty();
    }

    /**
     * The archives of the granted studies, one link each: a gateway that checks one study a request
     * lets no archive of several through. Empty when archives are not served here, not granted, or
     * not known for all of the studies.
     */
    public List<StudyArchive> archives(Grant grant, String token) {
        Optional<URI> root = root(Viewer.DOWNLOAD);
        return root.isPresent() && offers(Viewer.DOWNLOAD, grant)
                ? grant.orthancIds().stream()
                        .map(id -> new StudyArchive(id, archive(root.get(), id, encoded(token))))
                        .toList()
                : List.of();
    }

    /**
     * What the granted studies can be opened with here, each viewer once: those with a {@link
     * #link}, and {@link Viewer#DOWNLOAD} when there are {@link #archives}.
     *
     * @param own the one that was chosen for them, which comes first when it can open them
     */
    public List<Viewer> offered(Viewer own, Grant grant) {
        return Stream.concat(Stream.of(own), Arrays.stream(Viewer.values()))
                .distinct()
                .filter(viewer -> offers(viewer, grant))
                .toList();
    }

    private boolean offers(Viewer viewer, Grant grant) {
        return missing(viewer, grant).isEmpty()
                || (viewer == Viewer.DOWNLOAD && missingForEach(viewer, grant).isEmpty());
    }

    /**
     * What is missing before one link to this viewer can open this grant; empty when nothing is.
     */
    public Optional<String> missing(Viewer viewer, Grant grant) {
        return missingForEach(viewer, grant).or(() -> tooMany(viewer, grant));
    }

    private Optional<String> missingForEach(Viewer viewer, Grant grant) {
        return notServed(viewer)
                .or(() -> notGranted(viewer, grant))
                .or(() -> notNamed(viewer, grant));
    }

    /** Whether this resource server was not told where the viewer is, or not to offer it. */
    public boolean unserved(Viewer viewer) {
        return notServed(viewer).isPresent();
    }

    private Optional<String> notServed(Viewer viewer) {
        if (root(viewer).isEmpty()) {
            return Optional.of(
                    "the client attribute %s is not set".formatted(setting(viewer).name()));
        }
        return mode(viewer)
                .filter(mode -> !server.ohifModes().contains(mode))
                .map(
                        mode ->
                                "the client attribute %s does not list %s"
                                        .formatted(Settings.OHIF_MODES.name(), mode.route()));
    }

    private static Optional<String> notGranted(Viewer viewer, Grant grant) {
        // It searches for the study before it reads its files.
        boolean searches = viewer == Viewer.WEASIS;
        Action needed = searches && !grant.allows(Action.READ) ? Action.READ : viewer.needs();
        return grant.allows(needed)
                ? Optional.empty()
                : Optional.of("this viewer needs the action " + needed.code());
    }

    private static Optional<String> notNamed(Viewer viewer, Grant grant) {
        return switch (viewer) {
            case OHIF,
                    OHIF_SEGMENTATION,
                    OHIF_TMTV,
                    OHIF_MICROSCOPY,
                    OHIF_DYNAMIC_VOLUME,
                    OHIF_US_ANNOTATION,
                    STONE,
                    MEDDREAM,
                    WEASIS ->
                    grant.studies().isEmpty()
                            ? Optional.of("this viewer needs StudyInstanceUIDs")
                            : Optional.empty();
            case OSIMIS, VOLVIEW, DOWNLOAD -> {
                if (grant.orthancIds().isEmpty()) {
                    yield Optional.of("this viewer needs Orthanc's ids");
                }
                yield grant.orthancIds().size() < grant.studies().size()
                        ? Optional.of("this viewer needs Orthanc's id of each study")
                        : Optional.empty();
            }
        };
    }

    private static Optional<String> tooMany(Viewer viewer, Grant grant) {
        boolean one = viewer == Viewer.VOLVIEW || viewer == Viewer.DOWNLOAD;
        return one && grant.orthancIds().size() > 1
                ? Optional.of("this viewer opens one study a link")
                : Optional.empty();
    }

    private static String link(Viewer viewer, URI root, Grant grant, String token) {
        return switch (viewer) {
            case OHIF -> ohif(root, "viewer", grant, token);
            case OHIF_SEGMENTATION,
                    OHIF_TMTV,
                    OHIF_MICROSCOPY,
                    OHIF_DYNAMIC_VOLUME,
                    OHIF_US_ANNOTATION ->
                    ohif(root, mode(viewer).orElseThrow().route(), grant, token);
            case STONE ->
                    "%sindex.html?study=%s&selectedStudies=%2$s&token=%s"
                            .formatted(root, studies(grant), token);
            case VOLVIEW ->
                    "%sindex.html?names=[archive.zip]&urls=../studies/%s/archive&token=%s"
                            .formatted(root, ids(grant), token);
            case OSIMIS ->
                    "%sapp/index.html?pickableStudyIds=%s&selectedStudyIds=%2$s&token=%s"
                            .formatted(root, ids(grant), token);
            case MEDDREAM -> "%s?study=%s&token=%s".formatted(root, studies(grant), token);
            case WEASIS -> weasis(root, grant, token);
            case DOWNLOAD -> archive(root, grant.orthancIds().iterator().next(), token);
        };
    }

    private static String ohif(URI root, String route, Grant grant, String token) {
        return "%s%s?StudyInstanceUIDs=%s#token=%s".formatted(root, route, studies(grant), token);
    }

    private static String archive(URI root, OrthancId study, String token) {
        return "%sstudies/%s/archive?token=%s".formatted(root, study, token);
    }

    /**
     * One command, encoded as a whole, as "Weasis Web Protocol" in Weasis's documentation has it.
     * Weasis's shell reads a dollar sign between quotes as the beginning of a variable.
     */
    private static String weasis(URI root, Grant grant, String token) {
        String address = root.toASCIIString().replace("$", "%24").replaceFirst("/$", "");
        String requests =
                grant.studies().stream()
                        .map(study -> " -r \"studyUID=%s\"".formatted(study))
                        .collect(Collectors.joining());
        return "weasis://"
                + encoded(
                        "$dicom:rs --url \"%s\"%s -H \"Authorization: Bearer %s\""
                                .formatted(address, requests, token));
    }

    private static Setting<Optional<URI>> setting(Viewer viewer) {
        return switch (viewer) {
            case OHIF,
                    OHIF_SEGMENTATION,
                    OHIF_TMTV,
                    OHIF_MICROSCOPY,
                    OHIF_DYNAMIC_VOLUME,
                    OHIF_US_ANNOTATION ->
                    Settings.OHIF_ROOT;
            case STONE -> Settings.STONE_ROOT;
            case VOLVIEW -> Settings.VOLVIEW_ROOT;
            case OSIMIS -> Settings.OSIMIS_ROOT;
            case MEDDREAM -> Settings.MEDDREAM_ROOT;
            case WEASIS -> Settings.WEASIS_ROOT;
            case DOWNLOAD -> Settings.DOWNLOAD_ROOT;
        };
    }

    private static Optional<OhifMode> mode(Viewer viewer) {
        return switch (viewer) {
            case OHIF_SEGMENTATION -> Optional.of(OhifMode.SEGMENTATION);
            case OHIF_TMTV -> Optional.of(OhifMode.TMTV);
            case OHIF_MICROSCOPY -> Optional.of(OhifMode.MICROSCOPY);
            case OHIF_DYNAMIC_VOLUME -> Optional.of(OhifMode.DYNAMIC_VOLUME);
            case OHIF_US_ANNOTATION -> Optional.of(OhifMode.US_ANNOTATION);
            case OHIF, STONE, VOLVIEW, OSIMIS, MEDDREAM, WEASIS, DOWNLOAD -> Optional.empty();
        };
    }

    private Optional<URI> root(Viewer viewer) {
        return server.viewerRoot(setting(viewer));
    }

    private static String studies(Grant grant) {
        return grant.studies().stream()
                .map(StudyInstanceUid::value)
                .collect(Collectors.joining(","));
    }

    private static String ids(Grant grant) {
        return grant.orthancIds().stream().map(OrthancId::value).collect(Collectors.joining(","));
    }

    /** A form's plus would be a plus to whoever reads a URI as one (RFC 3986). */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
