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
import org.dicomaccess.keycloak.token.RawStudyToken;
import org.dicomaccess.keycloak.token.TokenType;

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
        ViewerLinks links = new ViewerLinks(server);
        links.require(type, grant, request.requiredObjects("resources"));
        String token = access.minter().mint(grant, type, server.clientId(), issuedAt);
        if (token.length() > RawStudyToken.MAX_LENGTH) {
            throw new InvalidFieldException("resources", "are more than one token can carry");
        }
        CreateAnswer answer =
                new CreateAnswer(
                        request.asSent(), token, links.link(type, grant, token).orElse(null));
        return Answers.ok(answer)
                .header(EXPIRES, lifetime.expires() + (lifetime.isMaximum() ? "; maximum" : ""))
                .build();
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
        };
    }
}
