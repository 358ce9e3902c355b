package org.dicomaccess.keycloak.profile;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.settings.Setting;
import org.dicomaccess.keycloak.settings.Settings;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * What a user's effective roles give at one resource server: realm roles and client roles of that
 * resource server, held directly, through groups, organizations and composite roles, put together
 * as the realm wants it ({@code dicom-access.combine-roles}).
 *
 * @param permissions names of the plugin; an open set, sites define more
 * @param labels the labels they reach; {@code *} is every label
 */
public record RolePermissions(Set<String> permissions, Set<String> labels) {
    private static final String ALL = "all";
    private static final String VIEW = "view";
    private static final String EVERY_LABEL = "*";

    /**
     * What Keycloak's roles give this user at this resource server. Roles that are for Orthanc's
     * plugin only ({@code dicom-access.plugin-only}) give nothing.
     */
    public static RolePermissions of(UserModel user, ResourceServer server) {
        return of(user, server, role -> !isPluginOnly(role));
    }

    /**
     * What they give whoever holds an API key of this user's, where Orthanc's plugin asks: those
     * roles too.
     */
    static RolePermissions atPlugin(UserModel user, ResourceServer server) {
        return of(user, server, role -> true);
    }

    private static RolePermissions of(
            UserModel user, ResourceServer server, Predicate<RoleModel> counts) {
        ClientModel client = server.client();
        List<LabelledPermissions> roles =
                EffectiveRoles.of(user).stream()
                        .filter(role -> !role.isClientRole() || isOf(client, role))
                        .filter(counts)
                        .map(RolePermissions::given)
                        .toList();
        LabelledPermissions combined =
                LabelledPermissions.combined(
                        new RealmSettings(client.getRealm()).combineRoles(), roles);
        return new RolePermissions(combined.permissions(), combined.labels());
    }

    /**
     * Whether some role of a user's carries a permission that is about no study: then no label and
     * no other role takes it away.
     */
    static boolean carried(UserModel user, String permission) {
        return EffectiveRoles.of(user).stream()
                .filter(role -> !role.isClientRole() || isOfResourceServer(role))
                .filter(role -> !isPluginOnly(role))
                .map(role -> values(role, Settings.PERMISSIONS))
                .anyMatch(names -> names.contains(permission) || names.contains(ALL));
    }

    /** Whether some role of a user's, of whatever client, is for Orthanc's plugin only. */
    static boolean hasPluginOnly(UserModel user) {
        return EffectiveRoles.of(user).stream().anyMatch(RolePermissions::isPluginOnly);
    }

    private static boolean isPluginOnly(RoleModel role) {
        return values(role, Settings.PLUGIN_ONLY).stream().anyMatch(Settings.PLUGIN_ONLY::read);
    }

    private static boolean isOfResourceServer(RoleModel role) {
        return role.getContainer() instanceof ClientModel client
                && ResourceServer.ofClient(client.getRealm(), client.getId()).isPresent();
    }

    /** Whether a permission is among them, by its name or within {@code all}. */
    boolean have(String permission) {
        return permissions.contains(permission) || permissions.contains(ALL);
    }

    /** Whether they let somebody look at every study, whatever its labels. */
    public boolean readEveryStudy() {
        return have(VIEW) && labels.contains(EVERY_LABEL);
    }

    private static boolean isOf(ClientModel client, RoleModel role) {
        return role.getContainerId().equals(client.getId());
    }

    private static LabelledPermissions given(RoleModel role) {
        return new LabelledPermissions(
                values(role, Settings.PERMISSIONS), values(role, Settings.LABELS));
    }

    private static Set<String> values(RoleModel role, Setting<?> setting) {
        return role.getAttributeStream(setting.name())
                .filter(value -> value != null && !value.isBlank())
                .collect(Collectors.toUnmodifiableSet());
    }
}
