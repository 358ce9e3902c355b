package org.dicomaccess.keycloak.share;

import java.util.Optional;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;

/**
 * Which shares of a realm are asked for; newest first. What is empty does not narrow.
 *
 * @param owner who gave them
 * @param recipient an e-mail address or Keycloak's id of a user
 * @param resourceServer Keycloak's internal id of the client
 * @param study one of their studies
 * @param state where they stand
 * @param after the id of the last share of the page before
 * @param max how many at most, 1 to {@value #LARGEST_PAGE}
 */
public record ShareQuery(
        Optional<Owner> owner,
        Optional<String> recipient,
        Optional<String> resourceServer,
        Optional<StudyInstanceUid> study,
        Optional<ShareState> state,
        Optional<String> after,
        int max) {
    public static final int LARGEST_PAGE = 100;

    /** Everything, one page of it. */
    public static ShareQuery all(int max) {
        return new ShareQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                max);
    }

    /** The first page of those that stand there. */
    public ShareQuery in(ShareState state) {
        return new ShareQuery(
                owner, recipient, resourceServer, study, Optional.of(state), Optional.empty(), max);
    }

    /** The page behind the share with this id. */
    public ShareQuery after(String id) {
        return new ShareQuery(owner, recipient, resourceServer, study, state, Optional.of(id), max);
    }
}
