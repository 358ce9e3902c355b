package org.dicomaccess.keycloak.mapper;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareQuery;
import org.dicomaccess.keycloak.share.ShareState;
import org.dicomaccess.keycloak.share.ShareStore;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The shares on one resource server that were given to one user.
 *
 * @param realmId Keycloak's id of the realm
 * @param userId Keycloak's id of the user
 * @param resourceServer Keycloak's internal id of the client
 */
record SharesForUser(String realmId, String userId, String resourceServer) {

    static SharesForUser of(RealmModel realm, UserModel user, ResourceServer server) {
        return new SharesForUser(realm.getId(), user.getId(), server.client().getId());
    }

    /**
     * Those that can be opened now, newest first, read page by page as far as they are looked at.
     */
    Stream<GivenStudies> in(ShareStore store, Instant now) {
        ShareQuery first =
                new ShareQuery(
                        Optional.empty(),
                        Optional.of(userId),
                        Optional.of(resourceServer),
                        Optional.empty(),
                        Optional.of(ShareState.ACTIVE),
                        Optional.empty(),
                        ShareQuery.LARGEST_PAGE);
        return Stream.iterate(
                        store.find(first, now),
                        page -> !page.isEmpty(),
                        page -> next(page, first, store, now))
                .flatMap(List::stream)
                .flatMap(share -> GivenStudies.of(share).stream());
    }

    private static List<Share> next(
            List<Share> page, ShareQuery first, ShareStore store, Instant now) {
        return page.size() < first.max()
                ? List.of()
                : store.find(first.after(page.get(page.size() - 1).id()), now);
    }
}
