package org.dicomaccess.keycloak.http.shares;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.dicomaccess.keycloak.http.call.ErrorAnswer;
import org.dicomaccess.keycloak.http.call.TokenRefusalAnswer;

/** Why a share was not given, on the wire. */
final class GivingRefusedAnswer {
    private GivingRefusedAnswer() {}

    static Response of(GivingRefusedException refused) {
        String words = String.valueOf(refused.getMessage());
        return switch (refused.refusal()) {
            case NO_PERMISSION, STUDY_NOT_FOUND ->
                    answer(refused, ErrorAnswer.ACCESS_DENIED, words, Status.FORBIDDEN);
            case SERVER_UNKNOWN ->
                    answer(
                            refused,
                            ErrorAnswer.INVALID_REQUEST,
                            "resource_server: " + words,
                            Status.BAD_REQUEST);
            case SERVER_UNREACHABLE ->
                    answer(
                            refused,
                            ErrorAnswer.TEMPORARILY_UNAVAILABLE,
                            words,
                            Status.SERVICE_UNAVAILABLE);
        };
    }

    private static Response answer(
            GivingRefusedException refused, String error, String words, Status status) {
        return new ErrorAnswer(error, words)
                .with(status)
                .header(TokenRefusalAnswer.REASON, refused.refusal().code())
                .build();
    }
}
