package org.dicomaccess.keycloak.http.shares;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.dicomaccess.keycloak.share.Share;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * One page of shares, newest first.
 *
 * @param shares as many as were asked for, or fewer at the end
 * @param next what to ask for as {@code after} to get the following page; absent on the last
 */
public record SharePage(List<ShareAnswer> shares, @JsonProperty("next") @Nullable String next) {

    /**
     * The page of these shares.
     *
     * @param max how many were asked for
     */
    public static SharePage of(List<Share> shares, int max, Instant now, KeycloakSession session) {
        return new SharePage(
                shares.stream().map(share -> ShareAnswer.of(share, now, session)).toList(),
                shares.size() < max ? null : shares.get(shares.size() - 1).id());
    }
}
