package org.dicomaccess.keycloak.http.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dicomaccess.keycloak.apikey.VerifiedApiKey;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.profile.UserProfile;
import org.dicomaccess.keycloak.settings.ResourceServer;

/** Whoever has an API key: its owner, with no more permissions than the key carries. */
final class ApiKeyBearer {
    private final DicomAccess access;
    private final ResourceServer server;

    ApiKeyBearer(DicomAccess access, ResourceServer server) {
        this.access = access;
        this.server = server;
    }

    Bearer of(VerifiedApiKey key) {
        // A key without an end is verified anew for every answer, and none is kept for longer.
        Instant expires = key.expires().orElseGet(() -> access.now().plus(longestKept()));
        UserProfile profile = profile(key, Duration.between(access.now(), expires));
        RoleGrants roles = RoleGrants.of(profile, server.clientId(), expires);
        List<HeldGrant> grants = new ArrayList<>();
        roles.onEveryStudy().map(HeldGrant::of).ifPresent(grants::add);
        return new Bearer(profile, List.of(), grants, roles.onLabels());
    }

    private Duration longestKept() {
        Duration byPlugin = access.validity();
        Duration byGateway = access.settings().checkValidity();
        return byPlugin.compareTo(byGateway) < 0 ? byGateway : byPlugin;
    }

    private UserProfile profile(VerifiedApiKey key, Duration left) {
        Duration validity = access.validity();
        UserProfile owner =
                access.profiles()
                        .ofKeyOwner(
                                key.user(), server, left.compareTo(validity) < 0 ? left : validity);
        Set<String> permissions = key.permissions(owner.permissions());
        return new UserProfile(
                "%s (API key %s)".formatted(owner.name(), key.name()),
                owner.userId(),
                permissions,
                // A label without a permission on it opens nothing, and should not look as if.
                permissions.isEmpty() ? Set.of() : owner.labels(),
                owner.groups(),
                owner.validity());
    }
}
