package org.dicomaccess.keycloak.http.pages;

import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.share.Owner;
import org.dicomaccess.keycloak.share.Share;
import org.dicomaccess.keycloak.share.ShareState;
import org.jspecify.annotations.Nullable;

/** One page of a list of shares, newest first. */
final class ShareList {

    private final DicomAccess access;
    private final Visit visit;

    ShareList(DicomAccess access, Visit visit) {
        this.access = access;
        this.visit = visit;
    }

    /**
     * The page.
     *
     * @param owner whose shares; empty for everybody's
     * @param here its address without {@code after}
     * @param news the message about what was just done to {@code count} of them
     */
    Page page(
            Menu menu,
            Optional<Owner> owner,
            boolean mayRevoke,
            URI here,
            @Nullable String news,
            int count) {
        ShareFilter filter = new ShareFilter(access, visit);
        List<Share> found =
                filter.understood() ? access.shares().find(filter.query(owner)) : List.of();
        boolean more = found.size() > ShareFilter.PAGE;
        List<Share> shown = more ? found.subList(0, ShareFilter.PAGE) : found;
        ShareRows rows = new ShareRows(access);
        return Page.of(
                filter.understood() ? Status.OK : Status.BAD_REQUEST,
                "shares",
                new ShareListModel(
                        menu,
                        shown.stream().map(rows::row).toList(),
                        Arrays.stream(ShareState.values()).map(ShareState::code).toList(),
                        filter.asked(),
                        owner.isEmpty(),
                        mayRevoke,
                        more ? behind(here, shown.get(shown.size() - 1)) : null,
                        news,
                        count,
                        filter.understood() ? null : "dicomAccessPageBadFilter"));
    }

    private static URI behind(URI here, Share last) {
        return UriBuilder.fromUri(here).replaceQueryParam(ShareFilter.AFTER, last.id()).build();
    }
}
