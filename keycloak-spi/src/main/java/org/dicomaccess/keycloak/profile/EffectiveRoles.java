package org.dicomaccess.keycloak.profile;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * All roles that a user holds: directly, through groups and the groups these are in, through groups
 * of the organizations they are a member of, and the roles that are inside any of these.
 */
final class EffectiveRoles {
    private EffectiveRoles() {}

    static Set<RoleModel> of(UserModel user) {
        Set<RoleModel> roles = new HashSet<>(RoleUtils.getDeepUserRoleMappings(user));
        // Keycloak itself leaves them out of a user's roles, though not of its tokens' organization
        // claim.
        roles.addAll(RoleUtils.expandCompositeRoles(ofOrganizations(user)));
        return roles;
    }

    private static Set<RoleModel> ofOrganizations(UserModel user) {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        OrganizationProvider organizations =
                session == null ? null : session.getProvider(OrganizationProvider.class);
        if (organizations == null || !organizations.isEnabled()) {
            return Set.of();
        }
        return organizations
                .getByMember(user)
                .filter(OrganizationModel::isEnabled)
                .flatMap(
                        organization ->
                                organizations.getOrganizationGroupsByMember(organization, user))
                .flatMap(EffectiveRoles::withParents)
                .flatMap(GroupModel::getRoleMappingsStream)
                .collect(Collectors.toSet());
    }

    private static Stream<GroupModel> withParents(GroupModel group) {
        return Stream.iterate(group, EffectiveRoles::isThere, GroupModel::getParent);
    }

    private static boolean isThere(@Nullable GroupModel group) {
        return group != null;
    }
}
