package org.dicomaccess.keycloak.http.pages;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One share, for its owner.
 *
 * @param studies their UIDs, or Orthanc's ids where they have none
 * @param history newest first
 * @param days for how much longer it may live, to choose from
 * @param mayChange whether its owner may still give shares
 * @param passcodeRequired whether it must keep one
 * @param news the message about what was just done
 * @param complaint what was entered wrong
 */
public record OneShareModel(
        Menu menu,
        ShareRow share,
        List<String> studies,
        @Nullable Instant notBefore,
        @Nullable Instant revokedAt,
        String revokedBy,
        String reason,
        List<Event> history,
        List<Integer> days,
        boolean mayChange,
        boolean passcodeRequired,
        @Nullable String news,
        @Nullable Complaint complaint) {

    /**
     * Something that happened to it.
     *
     * @param kind the code of what
     */
    public record Event(
            Instant at, String kind, String by, String address, String browser, String detail) {}
}
