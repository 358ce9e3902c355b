package org.dicomaccess.keycloak.http.orthanc;

import java.util.Optional;
import java.util.function.Function;
import org.dicomaccess.keycloak.check.Decision;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.check.ResourceLevel;
import org.dicomaccess.keycloak.check.ResourceMethod;
import org.dicomaccess.keycloak.check.ResourceQuestion;
import org.dicomaccess.keycloak.dicom.OrthancId;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.jboss.logging.Logger;

/** Answers {@code tokens/validate}. */
final class Validation {
    private static final Logger LOG = Logger.getLogger(Validation.class);

    private final DicomAccess access;
    private final ResourceServer server;

    Validation(DicomAccess access, ResourceServer server) {
        this.access = access;
        this.server = server;
    }

    ValidateAnswer answer(JsonObject request) {
        ResourceQuestion question = question(request);
        Decision decision = decide(request, question);
        if (decision instanceof Decision.Granted granted) {
            return new ValidateAnswer(true, granted.validity().toSeconds());
        }
        LOG.debugf("Refused at %s: %s", server.clientId(), decision.reason().code());
        // What could not be found out may be found out a moment later.
        long validity = decision.reason() == Reason.UNAVAILABLE ? 0 : access.validity().toSeconds();
        return new ValidateAnswer(false, validity);
    }

    private Decision decide(JsonObject request, ResourceQuestion question) {
        if (!server.acceptsServerId(request.text("server-id"))) {
            return new Decision.Refused(Reason.SERVER_NOT_MATCHED);
        }
        Optional<String> token = SentToken.of(request);
        if (token.isEmpty()) {
            return new Decision.Refused(Reason.TOKEN_MISSING);
        }
        return access.bearers()
                .atPlugin(token.get(), server)
                .map(
                        bearer ->
                                access.heldGrants()
                                        .decide(bearer.studies(), question, access.validity()))
                .orElseGet(() -> new Decision.Refused(Reason.TOKEN_INVALID));
    }

    private static ResourceQuestion question(JsonObject request) {
        ResourceLevel level =
                word(
                        request,
                        "level",
                        ResourceLevel::ofCode,
                        "patient, study, series, instance or system");
        ResourceMethod method =
                word(request, "method", ResourceMethod::ofCode, "get, post, put or delete");
        if (level == ResourceLevel.SYSTEM) {
            request.requiredText("uri");
            return new ResourceQuestion(level, method, Optional.empty(), Optional.empty());
        }
        Optional<String> orthancId = request.nonEmptyText("orthanc-id");
        Optional<String> dicomUid = request.nonEmptyText("dicom-uid");
        if (orthancId.isEmpty() && dicomUid.isEmpty()) {
            throw new InvalidFieldException("dicom-uid", "is missing, and so is orthanc-id");
        }
        // At the other levels it is a patient's id or the UID of something else.
        Optional<StudyInstanceUid> study =
                level == ResourceLevel.STUDY
                        ? dicomUid.map(uid -> DicomFields.studyInstanceUid("dicom-uid", uid))
                        : Optional.empty();
        Optional<OrthancId> id = orthancId.map(text -> DicomFields.orthancId("orthanc-id", text));
        return new ResourceQuestion(level, method, study, id);
    }

    private static <T> T word(
            JsonObject request,
            String field,
            Function<String, Optional<T>> reader,
            String expected) {
        return reader.apply(request.requiredText(field))
                .orElseThrow(() -> new InvalidFieldException(field, "must be " + expected));
    }
}
