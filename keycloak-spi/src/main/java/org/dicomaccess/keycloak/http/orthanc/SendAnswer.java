package org.dicomaccess.keycloak.http.orthanc;

import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code emails/send}.
 *
 * @param success whether every recipient's message was handed to the mail server
 * @param details for people, when it was not
 */
record SendAnswer(boolean success, @Nullable String details) {
    static final SendAnswer SENT = new SendAnswer(true, null);

    static SendAnswer failed(String details) {
        return new SendAnswer(false, details);
    }
}
