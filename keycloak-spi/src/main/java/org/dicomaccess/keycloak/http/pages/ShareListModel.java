package org.dicomaccess.keycloak.http.pages;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list of shares, one page of it.
 *
 * @param states codes to filter by
 * @param filter what it is filtered by, by the fields' names
 * @param everybodys whether it is an administrator's list
 * @param mayRevoke whether shares can be taken back from it
 * @param next the page behind it; null on the last
 * @param news the message about what was just done
 * @param count how many shares that was done to
 * @param complaint what was wrong with the filter
 */
public record ShareListModel(
        Menu menu,
        List<ShareRow> shares,
        List<String> states,
        Map<String, String> filter,
        boolean everybodys,
        boolean mayRevoke,
        @Nullable URI next,
        @Nullable String news,
        int count,
        @Nullable String complaint) {}
