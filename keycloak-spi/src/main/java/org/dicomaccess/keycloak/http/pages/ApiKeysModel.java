package org.dicomaccess.keycloak.http.pages;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's API keys, and what makes another.
 *
 * @param mayMake whether they may make one
 * @param days for how long one may work, to choose from
 * @param endless whether it may also work until it is revoked
 * @param permissions that one may be narrowed to
 * @param entered what was entered, by the fields' names, to be shown again
 * @param chosen which permissions were chosen
 * @param given the one that was just made
 * @param news the message about what was just done
 * @param complaint what was entered wrong
 */
public record ApiKeysModel(
        Menu menu,
        List<Row> keys,
        boolean mayMake,
        List<Integer> days,
        boolean endless,
        List<String> permissions,
        Map<String, String> entered,
        List<String> chosen,
        @Nullable Given given,
        @Nullable String news,
        @Nullable Complaint complaint) {

    /**
     * One key.
     *
     * @param permissions null for all that its owner has
     */
    public record Row(
            String id,
            String name,
            Instant created,
            @Nullable Instant expires,
            boolean expired,
            @Nullable Instant lastUse,
            @Nullable String permissions) {}

    /**
     * A key that was just made.
     *
     * @param text the key itself
     */
    public record Given(String name, String text) {
        @Override
        public String toString() {
            return "Given";
        }
    }

    @Override
    public String toString() {
        return "ApiKeysModel";
    }
}
