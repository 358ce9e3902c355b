package org.dicomaccess.keycloak.http.orthanc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.call.Bearer;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.StudyToken;
import org.dicomaccess.keycloak.viewer.Viewer;
import org.dicomaccess.keycloak.viewer.ViewerLinks;

/**
 * Answers {@code tokens/decode}. The plugin trusts this answer without asking {@code validate}: it
 * narrows searches to the studies listed here. So a study is listed only for a token that would
 * pass a check.
 */
final class Decoding {
    /**
     * Stands for "no study" in a place that searches are narrowed to: a UID of the right form that
     * no study has. An empty one would find every study.
     */
    private static final String NO_STUDY = "0.0";

    private final DicomAccess access;
    private final ResourceServer server;

    Decoding(DicomAccess access, ResourceServer server) {
        this.access = access;
        this.server = server;
    }

    DecodeAnswer answer(JsonObject request) {
        request.requiredText("token-key");
        request.requiredText("token-value");
        Optional<String> token = SentToken.of(request);
        if (token.isEmpty()) {
            return DecodeAnswer.error("unknown");
        }
        return access.studyTokens()
                .authentic(token.get(), server)
                .map(study -> answer(study, token.get()))
                .or(() -> access.bearers().of(token.get(), server).flatMap(this::answer))
                .orElseGet(() -> DecodeAnswer.error("invalid"));
    }

    /**
     * Not a study token, so there is no link behind it and no type of one. Nothing when it opens no
     * study: to the plugin no studies might mean all of them.
     */
    private Optional<DecodeAnswer> answer(Bearer bearer) {
        List<Grant> reading =
                access.heldGrants().inForce(bearer.studies()).stream()
                        .map(HeldGrant::grant)
                        .filter(Decoding::reads)
                        .toList();
        if (reading.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new DecodeAnswer(
                        null,
                        null,
                        null,
                        resources(
                                distinct(reading, Grant::studies),
                                distinct(reading, Grant::orthancIds))));
    }

    private static <T> List<T> distinct(List<Grant> grants, Function<Grant, Set<T>> part) {
        return grants.stream().flatMap(grant -> part.apply(grant).stream()).distinct().toList();
    }

    private DecodeAnswer answer(StudyToken token, String compact) {
        Grant grant = token.grant();
        Optional<Reason> refused = access.studyTokens().refusal(token);
        if (refused.isPresent()) {
            return DecodeAnswer.error(code(refused.get()));
        }
        return new DecodeAnswer(
                token.type().wireName(),
                null,
                Viewer.ofPublication(token.type())
                        .flatMap(viewer -> new ViewerLinks(server).link(viewer, grant, compact))
                        .orElse(null),
                resources(grant));
    }

    private static String code(Reason reason) {
        return switch (reason) {
            case TOKEN_EXPIRED, TOKEN_REVOKED, SHARE_ENDED -> "expired";
            case UNAVAILABLE -> "unknown";
            default -> "invalid";
        };
    }

    private List<DecodeAnswer.Resource> resources(Grant grant) {
        if (!reads(grant)) {
            // The plugin would search in what is listed, and it does not ask whether it may.
            return List.of();
        }
        return resources(List.copyOf(grant.studies()), List.copyOf(grant.orthancIds()));
    }

    private List<DecodeAnswer.Resource> resources(
            List<StudyInstanceUid> uids, List<OrthancId> orthancIds) {
        List<String> studies = uids.stream().map(StudyInstanceUid::value).toList();
        List<String> ids = orthancIds.stream().map(OrthancId::value).toList();
        if (studies.isEmpty()) {
            return ids.stream().map(id -> DecodeAnswer.Resource.study(NO_STUDY, id)).toList();
        }
        if (studies.size() == 1) {
            String onlyId = ids.size() == 1 ? ids.get(0) : "";
            return List.of(DecodeAnswer.Resource.study(studies.get(0), onlyId));
        }
        if (server.decodeJoinsStudies()) {
            String joined = studies.stream().collect(Collectors.joining("\\"));
            return List.of(DecodeAnswer.Resource.study(joined, ""));
        }
        List<DecodeAnswer.Resource> resources = new ArrayList<>();
        studies.forEach(study -> resources.add(DecodeAnswer.Resource.study(study, "")));
        return resources;
    }

    private static boolean reads(Grant grant) {
        return grant.allows(Action.READ) || grant.allows(Action.DOWNLOAD);
    }
}
