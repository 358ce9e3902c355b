package org.dicomaccess.keycloak.http.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.dicomaccess.keycloak.http.roles.RightsAnswer;
import org.dicomaccess.keycloak.roles.RoleChange;
import org.dicomaccess.keycloak.roles.TakenOver;
import org.jspecify.annotations.Nullable;

/**
 * What became of a permissions file.
 *
 * @param dryRun whether nothing was written
 * @param roles every role of the file, in the order of the names
 * @param availableLabels the labels that an editor offers
 * @param notTakenOver parts of the file that were left aside
 */
record PermissionsFileReport(
        @JsonProperty("dry_run") boolean dryRun,
        List<Role> roles,
        @JsonProperty("available_labels") Labels availableLabels,
        @JsonProperty("not_taken_over") List<Left> notTakenOver) {

    /**
     * One role.
     *
     * @param outcome {@code created}, {@code changed} or {@code unchanged}
     * @param before what it carried; absent when there was no such role
     * @param after what it carries
     */
    record Role(String name, String outcome, @Nullable RightsAnswer before, RightsAnswer after) {

        static Role of(RoleChange change) {
            return new Role(
                    change.name(),
                    change.created() ? "created" : change.changes() ? "changed" : "unchanged",
                    change.before().map(RightsAnswer::of).orElse(null),
                    RightsAnswer.of(change.after()));
        }
    }

    /**
     * The labels that an editor offers.
     *
     * @param outcome {@code changed} or {@code unchanged}
     */
    record Labels(String outcome, List<String> before, List<String> after) {}

    /**
     * A part of the file that was left aside.
     *
     * @param field where it is in the file
     * @param reason in words
     */
    record Left(String field, String reason) {}

    static PermissionsFileReport of(TakenOver taken, boolean dryRun, List<String> unknownFields) {
        List<String> before = taken.labelsBefore();
        List<String> after = taken.labelsAfter();
        return new PermissionsFileReport(
                dryRun,
                taken.roles().stream().map(Role::of).toList(),
                new Labels(before.equals(after) ? "unchanged" : "changed", before, after),
                unknownFields.stream().map(field -> new Left(field, "is not known")).toList());
    }
}
