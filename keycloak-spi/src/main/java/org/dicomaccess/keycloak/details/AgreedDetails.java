package org.dicomaccess.keycloak.details;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What a user agreed to on the consent page, kept in a note that Keycloak hands from the
 * authentication session to the client session. No client can write it.
 */
record AgreedDetails(List<StudyDetail> entries) {
    private static final String NOTE = "dicom-access.agreed-details";

    /** What was agreed to for this client in this session. */
    static AgreedDetails of(AuthenticatedClientSessionModel clientSession) {
        return read(clientSession.getNote(NOTE));
    }

    /** What was agreed to while signing in. */
    static AgreedDetails of(AuthenticationSessionModel signingIn) {
        return read(signingIn.getClientNote(NOTE));
    }

    /** Writes down that the user agreed to these. */
    static void agree(AuthenticationSessionModel signingIn, RequestedDetails requested) {
        signingIn.setClientNote(NOTE, StudyDetailJson.text(requested.entries()));
    }

    /** Whether all of these were agreed to, as they were asked for. */
    boolean are(RequestedDetails requested) {
        return entries.equals(requested.entries());
    }

    /** Whether this was agreed to without naming a location, or at this one. */
    boolean include(StudyDetail detail, URI location) {
        return entries.stream()
                .anyMatch(
                        entry ->
                                entry.covers(detail)
                                        && (entry.locations().isEmpty()
                                                || entry.locations().contains(location)));
    }

    /** Whether this was agreed to at this very location. */
    boolean nameLocation(StudyDetail detail, URI location) {
        return entries.stream()
                .anyMatch(entry -> entry.covers(detail) && entry.locations().contains(location));
    }

    private static AgreedDetails read(@Nullable String note) {
        if (note == null) {
            return new AgreedDetails(List.of());
        }
        try {
            return new AgreedDetails(RequestedDetails.read(note).entries());
        } catch (RefusedDetailsException e) {
            throw new IllegalStateException("the note was written here", e);
        }
    }
}
