package org.dicomaccess.keycloak.http.call;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.profile.UserProfile;

/**
 * What a person's roles open at a gateway, which sees studies and not their labels: every study
 * with the label {@code *}, and with any other whatever the server behind finds to have it.
 *
 * @param onEveryStudy empty when the roles do not reach every study
 * @param onLabels empty when the roles reach every study, or none
 */
record RoleGrants(Optional<Grant> onEveryStudy, Optional<Grant> onLabels) {
    private static final String EVERY_LABEL = "*";
    private static final String ALL = "all";

    /**
     * @param expires the end of the credential, and with it of the grants
     */
    static RoleGrants of(UserProfile profile, String audience, Instant expires) {
        Set<Action> actions = actions(profile.permissions());
        if (actions.isEmpty() || profile.labels().isEmpty()) {
            return new RoleGrants(Optional.empty(), Optional.empty());
        }
        Optional<Grant> grant =
                Optional.of(Grant.ofEveryStudy(audience, actions, Instant.EPOCH, expires));
        return profile.labels().contains(EVERY_LABEL)
                ? new RoleGrants(grant, Optional.empty())
                : new RoleGrants(Optional.empty(), grant);
    }

    private static Set<Action> actions(Set<String> permissions) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (Action action : Action.values()) {
            if (permissions.contains(ALL) || permissions.contains(permission(action))) {
                actions.add(action);
            }
        }
        return actions;
    }

    /** The permission of Orthanc's plugin for the same. */
    private static String permission(Action action) {
        return switch (action) {
            case READ -> "view";
            case DOWNLOAD -> "download";
            case UPLOAD -> "upload";
        };
    }
}
