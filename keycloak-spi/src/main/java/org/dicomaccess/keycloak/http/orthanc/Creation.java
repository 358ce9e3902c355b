package org.dicomaccess.keycloak.http.orthanc;

import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.Actor;
import org.dicomaccess.keycloak.share.GivenShare;
import org.dicomaccess.keycloak.share.InvalidShareException;
import org.dicomaccess.keycloak.share.LinkForm;
import org.dicomaccess.keycloak.share.NewShare;
import org.dicomaccess.keycloak.share.Notices;
import org.dicomaccess.keycloak.share.Owner;
import org.dicomaccess.keycloak.share.Recipient;
import org.dicomaccess.keycloak.share.ShareContents;
import org.dicomaccess.keycloak.share.SharedStudy;
import org.dicomaccess.keycloak.share.Shares;
import org.dicomaccess.keycloak.token.RawStudyToken;
import org.dicomaccess.keycloak.token.TokenType;
import org.dicomaccess.keycloak.viewer.Viewer;
import org.dicomaccess.keycloak.viewer.ViewerLinks;

/** Answers {@code tokens/{type}}: a study token for the studies that Orthanc names. */
final class Creation {
    /** When the token ends; the plugin ignores it, a person at the door does not. */
    private static final String EXPIRES = "X-Dicom-Access-Expires";

    private final DicomAccess access;
    private final ResourceServer server;

    Creation(DicomAccess access, ResourceServer server) {
        this.access = access;
        this.server = server;
    }

    Response answer(String typeName, JsonObject request) {
        TokenType type = type(typeName, request);
        Optional<String> serverId = request.text("server-id");
        if (!server.acceptsServerId(serverId)) {
            throw new InvalidFieldException("server-id", "is not the one of this resource server");
        }
        Instant issuedAt = Instant.ofEpochSecond(access.now().getEpochSecond());
        Lifetime lifetime = Lifetime.of(request, issuedAt, access.maximumLifetime(type));
        Grant grant = grant(type, request, issuedAt, lifetime.expires());
        Optional<Viewer> viewer = Viewer.ofPublication(type);
        CreateAnswer answer =
                viewer.isPresent()
                        ? publication(viewer.get(), grant, request)
                        : new CreateAnswer(request.asSent(), token(grant, type, issuedAt), null);
        return Answers.ok(answer)
                .header(EXPIRES, lifetime.expires() + (lifetime.isMaximum() ? "; maximum" : ""))
                .build();
    }

    private String token(Grant grant, TokenType type, Instant issuedAt) {
        return carried(access.minter().mint(grant, type, server.clientId(), issuedAt));
    }

    private String carried(String token) {
        if (token.length() > RawStudyToken.MAX_LENGTH) {
            access.undo();
            throw new InvalidFieldException("resources", "are more than one token can carry");
        }
        return token;
    }

    /** A share in the name of the resource server, which has checked who may share. */
    private CreateAnswer publication(Viewer viewer, Grant grant, JsonObject request) {
        List<JsonObject> resources = request.requiredObjects("resources");
        requireOpenable(viewer, grant, resources);
        Shares shares = access.shares();
        GivenShare given = given(shares, share(viewer, grant, studies(resources), label(request)));
        String token = carried(shares.token(given));
        String link =
                server.tokenLinks()
                        ? new ViewerLinks(server).link(viewer, grant, token).orElse(null)
                        : access.shareLink(given.code()).toString();
        return new CreateAnswer(request.asSent(), token, link);
    }

    private GivenShare given(Shares shares, NewShare share) {
        try {
            return shares.give(share, server, Actor.client(access.session(), server.clientId()));
        } catch (InvalidShareException e) {
            throw new InvalidFieldException(wireName(e.field()), String.valueOf(e.getMessage()));
        }
    }

    /** What Orthanc calls a part of a share; what it has no name for comes with the type. */
    private static String wireName(String field) {
        return switch (field) {
            case "studies" -> "resources";
            case "expires_at" -> "expiration-date";
            default -> "type";
        };
    }

    private NewShare share(Viewer viewer, Grant grant, List<SharedStudy> studies, String label) {
        return new NewShare(
                new ShareContents(server.client().getId(), studies, grant.actions(), viewer),
                Owner.client(server.client().getId()),
                new Recipient.Anybody(),
                label,
                server.tokenLinks() ? LinkForm.TOKEN : LinkForm.OPAQUE,
                Optional.of(grant.notBefore()),
                Optional.of(grant.expires()),
                Optional.empty(),
                Optional.empty(),
                false,
                Notices.NONE);
    }

    /** The plugin's own name for it, when it is fit to be shown. */
    private static String label(JsonObject request) {
        return request.text("id")
                .filter(id -> id.length() <= 255 && id.chars().noneMatch(Character::isISOControl))
                .orElse("");
    }

    private static List<SharedStudy> studies(List<JsonObject> resources) {
        return resources.stream()
                .map(
                        resource ->
                                new SharedStudy(
                                        resource.nonEmptyText("dicom-uid")
                                                .map(StudyInstanceUid::new),
                                        resource.nonEmptyText("orthanc-id").map(OrthancId::new)))
                .distinct()
                .toList();
    }

    /** That a link to this viewer can be made, and opens all of the studies as they were named. */
    private void requireOpenable(Viewer viewer, Grant grant, List<JsonObject> resources) {
        String field =
                viewer == Viewer.VOLVIEW || viewer == Viewer.OSIMIS ? "orthanc-id" : "dicom-uid";
        Optional<String> missing = new ViewerLinks(server).missing(viewer, grant);
        boolean unserved = new ViewerLinks(server).unserved(viewer);
        if (unserved) {
            throw new InvalidFieldException("type", missing.orElse(""));
        }
        for (JsonObject resource : resources) {
            if (resource.nonEmptyText(field).isEmpty()) {
                throw new InvalidFieldException(
                        resource.pathOf(field), "is missing; this viewer needs it");
            }
        }
        if (missing.isPresent()) {
            throw new InvalidFieldException("resources", missing.get());
        }
    }

    private static TokenType type(String name, JsonObject request) {
        TokenType type =
                TokenType.ofWireName(name)
                        .orElseThrow(
                                () ->
                                        new InvalidFieldException(
                                                "type", "is not a known token type"));
        if (!request.text("type").orElse(name).equals(name)) {
            throw new InvalidFieldException("type", "must be the type in the path");
        }
        return type;
    }

    private Grant grant(TokenType type, JsonObject request, Instant notBefore, Instant expires) {
        List<JsonObject> resources = request.requiredObjects("resources");
        Set<StudyInstanceUid> studies = new LinkedHashSet<>();
        Set<OrthancId> ids = new LinkedHashSet<>();
        for (JsonObject resource : resources) {
            if (!resource.text("level").orElse("study").equals("study")) {
                throw new InvalidFieldException(
                        resource.pathOf("level"), "must be study: only studies are granted");
            }
            Optional<String> uid = resource.nonEmptyText("dicom-uid");
            Optional<String> id = resource.nonEmptyText("orthanc-id");
            if (uid.isEmpty() && id.isEmpty()) {
                throw new InvalidFieldException(
                        resource.pathOf("dicom-uid"), "is missing, and so is orthanc-id");
            }
            uid.map(text -> DicomFields.studyInstanceUid(resource.pathOf("dicom-uid"), text))
                    .ifPresent(studies::add);
            id.map(text -> DicomFields.orthancId(resource.pathOf("orthanc-id"), text))
                    .ifPresent(ids::add);
        }
        requireOneWayOfNaming(resources, studies);
        return new Grant(server.clientId(), studies, ids, actions(type), notBefore, expires);
    }

    /**
     * A check goes by the UID as soon as a grant has any, so a study named beside others by its
     * Orthanc id alone would be granted and then refused.
     */
    private static void requireOneWayOfNaming(
            List<JsonObject> resources, Set<StudyInstanceUid> studies) {
        for (JsonObject resource : resources) {
            if (!studies.isEmpty() && resource.nonEmptyText("dicom-uid").isEmpty()) {
                throw new InvalidFieldException(
                        resource.pathOf("dicom-uid"), "is missing, while other resources have one");
            }
        }
    }

    private Set<Action> actions(TokenType type) {
        return switch (type) {
            case OSIMIS_PUBLICATION, STONE_PUBLICATION, OHIF_PUBLICATION, MEDDREAM_PUBLICATION ->
                    server.publicationActions();
            case MEDDREAM_INSTANT, VIEWER_INSTANT -> Set.of(Action.READ);
            // VolView reads a study as one archive.
            case VOLVIEW_PUBLICATION, DOWNLOAD_INSTANT -> Set.of(Action.READ, Action.DOWNLOAD);
            case INBOX -> Set.of(Action.UPLOAD);
            case EXCHANGED -> throw new IllegalArgumentException("no link is of this type");
        };
    }
}
