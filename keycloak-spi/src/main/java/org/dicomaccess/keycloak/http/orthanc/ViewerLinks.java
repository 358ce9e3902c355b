package org.dicomaccess.keycloak.http.orthanc;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.settings.Setting;
import org.dicomaccess.keycloak.settings.Settings;
import org.dicomaccess.keycloak.token.TokenType;

/** The links that open granted studies in a viewer, each in the form its viewer reads. */
final class ViewerLinks {
    private final ResourceServer server;

    ViewerLinks(ResourceServer server) {
        this.server = server;
    }

    /**
     * The link, or nothing for a type that is no viewer's publication or whose viewer has no root.
     * OHIF gets the token in the fragment, which no server sees and no log holds; the others look
     * for it only in the query.
     */
    Optional<String> link(TokenType type, Grant grant, String token) {
        return switch (type) {
            case OHIF_PUBLICATION ->
                    root(Settings.OHIF_ROOT)
                            .map(
                                    root ->
                                            root
                                                    + "viewer?StudyInstanceUIDs="
                                                    + studies(grant)
                                                    + "#token="
                                                    + token);
            case STONE_PUBLICATION ->
                    root(Settings.STONE_ROOT)
                            .map(
                                    root ->
                                            root
                                                    + "index.html?study="
                                                    + studies(grant)
                                                    + "&selectedStudies="
                                                    + studies(grant)
                                                    + "&token="
                                                    + token);
            case VOLVIEW_PUBLICATION ->
                    root(Settings.VOLVIEW_ROOT)
                            .map(
                                    root ->
                                            root
                                                    + "index.html?names=[archive.zip]&urls=../studies/"
                                                    + ids(grant)
                                                    + "/archive&token="
                                                    + token);
            case OSIMIS_PUBLICATION ->
                    root(Settings.OSIMIS_ROOT)
                            .map(
                                    root ->
                                            root
                                                    + "app/index.html?pickableStudyIds="
                                                    + ids(grant)
                                                    + "&selectedStudyIds="
                                                    + ids(grant)
                                                    + "&token="
                                                    + token);
            case MEDDREAM_PUBLICATION ->
                    root(Settings.MEDDREAM_ROOT)
                            .map(root -> root + "?study=" + studies(grant) + "&token=" + token);
            case MEDDREAM_INSTANT, VIEWER_INSTANT, DOWNLOAD_INSTANT, INBOX -> Optional.empty();
        };
    }

    /**
     * That a link of this type can be made for this grant, and opens all of it.
     *
     * @param resources the studies as they were named
     * @throws InvalidFieldException naming what is missing, before a token is minted
     */
    void require(TokenType type, Grant grant, List<JsonObject> resources) {
        switch (type) {
            case OHIF_PUBLICATION -> requireStudies(Settings.OHIF_ROOT, resources);
            case STONE_PUBLICATION -> requireStudies(Settings.STONE_ROOT, resources);
            case MEDDREAM_PUBLICATION -> requireStudies(Settings.MEDDREAM_ROOT, resources);
            case OSIMIS_PUBLICATION -> requireIds(Settings.OSIMIS_ROOT, resources);
            case VOLVIEW_PUBLICATION -> {
                requireIds(Settings.VOLVIEW_ROOT, resources);
                if (grant.orthancIds().size() > 1) {
                    throw new InvalidFieldException("resources", "VolView opens one study a link");
                }
            }
            case MEDDREAM_INSTANT, VIEWER_INSTANT, DOWNLOAD_INSTANT, INBOX -> {}
        }
    }

    private void requireStudies(Setting<Optional<URI>> viewer, List<JsonObject> resources) {
        requireRoot(viewer);
        resources.forEach(resource -> requireField(resource, "dicom-uid"));
    }

    private void requireIds(Setting<Optional<URI>> viewer, List<JsonObject> resources) {
        requireRoot(viewer);
        resources.forEach(resource -> requireField(resource, "orthanc-id"));
    }

    private static void requireField(JsonObject resource, String field) {
        if (resource.nonEmptyText(field).isEmpty()) {
            throw new InvalidFieldException(
                    resource.pathOf(field), "is missing; this viewer needs it");
        }
    }

    private void requireRoot(Setting<Optional<URI>> viewer) {
        if (server.viewerRoot(viewer).isEmpty()) {
            throw new InvalidFieldException(
                    "type", "the client attribute %s is not set".formatted(viewer.name()));
        }
    }

    private Optional<String> root(Setting<Optional<URI>> viewer) {
        return server.viewerRoot(viewer).map(URI::toString);
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
