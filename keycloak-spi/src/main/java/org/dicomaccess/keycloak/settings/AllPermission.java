package org.dicomaccess.keycloak.settings;

import java.util.Set;

/**
 * The permission {@code all} of Orthanc's authorization plugin, and what its own list of routes
 * lets it do. Not {@code admin-permissions}, nor a name that a site made up: routes ask for those
 * by name.
 */
public final class AllPermission {
    public static final String NAME = "all";

    /** The permissions that it stands for. */
    public static final Set<String> WITHIN =
            Set.of(
                    "view",
                    "download",
                    "delete",
                    "send",
                    "modify",
                    "anonymize",
                    "upload",
                    "q-r-remote-modalities",
                    "settings",
                    "api-view",
                    "edit-labels",
                    "audit-logs",
                    "worklists",
                    "share",
                    "create-inbox-links");

    private AllPermission() {}

    /** Whether somebody who holds these holds a permission, by its name or within {@code all}. */
    public static boolean covers(Set<String> held, String permission) {
        return held.contains(permission) || (held.contains(NAME) && WITHIN.contains(permission));
    }
}
