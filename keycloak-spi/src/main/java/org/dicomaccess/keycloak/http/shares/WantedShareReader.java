package org.dicomaccess.keycloak.http.shares;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.InvalidUidException;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.share.LinkForm;
import org.dicomaccess.keycloak.share.Notices;
import org.dicomaccess.keycloak.share.SharedStudy;
import org.dicomaccess.keycloak.viewer.Viewer;

/** Reads a share that somebody asks for from JSON. */
final class WantedShareReader {
    private final JsonObject request;
    private final Instant now;

    WantedShareReader(JsonObject request, Instant now) {
        this.request = request;
        this.now = now;
    }

    WantedShare read() {
        return new WantedShare(
                studies(),
                actions(),
                viewer(),
                request.object("recipient").map(WantedShareReader::addressee),
                request.text("label").orElse(""),
                linkForm(),
                request.instant("not_before"),
                request.expiry(now),
                request.integer("maximum_opens"),
                request.nonEmptyText("passcode"),
                request.bool("email_code").orElse(false),
                new Notices(
                        request.bool("notify_on_open").orElse(false),
                        request.bool("notify_before_end").orElse(false)));
    }

    private List<StudyInstanceUid> studies() {
        List<StudyInstanceUid> studies = new ArrayList<>();
        for (JsonObject study : request.requiredObjects("studies")) {
            if (!study.text("level").orElse(SharedStudy.LEVEL).equals(SharedStudy.LEVEL)) {
                throw new InvalidFieldException(
                        study.pathOf("level"), "must be study: only studies are shared");
            }
            String field = "study_instance_uid";
            try {
                studies.add(new StudyInstanceUid(study.requiredText(field)));
            } catch (InvalidUidException e) {
                throw new InvalidFieldException(
                        study.pathOf(field), String.valueOf(e.getMessage()));
            }
        }
        return studies.stream().distinct().toList();
    }

    private Set<Action> actions() {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (String code : request.texts("actions").orElse(List.of(Action.READ.code()))) {
            actions.add(
                    Action.ofCode(code)
                            .filter(action -> action != Action.UPLOAD)
                            .orElseThrow(
                                    () ->
                                            new InvalidFieldException(
                                                    request.pathOf("actions"),
                                                    "must hold read, or read and download")));
        }
        if (!actions.contains(Action.READ)) {
            throw new InvalidFieldException(request.pathOf("actions"), "must hold read");
        }
        return actions;
    }

    private Viewer viewer() {
        String code = request.text("viewer").orElse(Viewer.OHIF.code());
        return Viewer.ofCode(code)
                .orElseThrow(
                        () ->
                                new InvalidFieldException(
                                        request.pathOf("viewer"), "is not a known viewer"));
    }

    private static WantedShare.Addressee addressee(JsonObject recipient) {
        Optional<String> email = recipient.lookupText("email");
        Optional<String> username = recipient.lookupText("username");
        if (email.isPresent() == username.isPresent()) {
            throw new InvalidFieldException(
                    recipient.pathOf("email"), "or username must be there, and not both");
        }
        return email.<WantedShare.Addressee>map(WantedShare.Addressee.Email::new)
                .orElseGet(() -> new WantedShare.Addressee.Username(username.orElse("")));
    }

    private LinkForm linkForm() {
        return request.text("link_form")
                .map(
                        code ->
                                LinkForm.ofCode(code)
                                        .orElseThrow(
                                                () ->
                                                        new InvalidFieldException(
                                                                request.pathOf("link_form"),
                                                                "must be opaque or token")))
                .orElse(LinkForm.OPAQUE);
    }
}
