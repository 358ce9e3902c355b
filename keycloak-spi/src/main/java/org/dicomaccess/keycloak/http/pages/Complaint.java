package org.dicomaccess.keycloak.http.pages;

import java.util.Map;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.share.InvalidShareException;

/**
 * What was entered wrong, beside the field where it was.
 *
 * @param field of the form; empty when it is none of them
 * @param message what to do about it
 * @param detail in the words of the server, for what has no words of its own
 */
public record Complaint(String field, String message, String detail) {
    private static final Map<String, Complaint> KNOWN =
            Map.ofEntries(
                    known("passcode", "passcode", "dicomAccessPageBadPasscode"),
                    known("recipient.email", "email", "dicomAccessPageBadEmail"),
                    known("recipient.username", "username", "dicomAccessPageBadUsername"),
                    known("maximum_opens", "opens", "dicomAccessPageBadOpens"),
                    known("expires_at", "days", "dicomAccessPageBadEnd"),
                    known("email_code", "email-code", "dicomAccessPageBadEmailCode"),
                    known("label", "label", "dicomAccessPageBadLabel"),
                    known("reason", "reason", "dicomAccessPageBadLabel"),
                    known("message", "message", "dicomAccessPageBadMessage"),
                    known("actions", "download", "dicomAccessPageBadDownload"));

    static Complaint of(InvalidShareException wrong) {
        return of(wrong.field(), String.valueOf(wrong.getMessage()));
    }

    static Complaint of(InvalidFieldException wrong) {
        String[] parts = String.valueOf(wrong.getMessage()).split(": ", 2);
        return of(parts[0], parts.length > 1 ? parts[1] : "");
    }

    private static Complaint of(String field, String detail) {
        Complaint other = new Complaint("", "dicomAccessPageBadShare", field + ": " + detail);
        return KNOWN.getOrDefault(field, other);
    }

    private static Map.Entry<String, Complaint> known(String told, String field, String message) {
        return Map.entry(told, new Complaint(field, message, ""));
    }
}
