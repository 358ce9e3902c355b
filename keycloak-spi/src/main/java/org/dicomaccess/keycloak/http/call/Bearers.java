package org.dicomaccess.keycloak.http.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.apikey.ApiKeys;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.profile.UserProfile;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;

/**
 * Looks at a credential and says who its bearer is, for every door alike. Study tokens come first,
 * since nearly all calls have one.
 */
public final class Bearers {
    private final DicomAccess access;

    Bearers(DicomAccess access) {
        this.access = access;
    }

    /** The bearer of a credential that this resource server takes; nobody when it is none. */
    public Optional<Bearer> of(String credential, ResourceServer server) {
        if (ApiKeys.claimed(credential)) {
            return access.apiKeys()
                    .verify(credential)
                    .map(key -> new ApiKeyBearer(access, server).of(key));
        }
        return access.studyTokens()
                .authentic(credential, server)
                .map(token -> new StudyTokenBearer(access).of(token))
                .or(() -> ofUser(credential, server));
    }

    private Optional<Bearer> ofUser(String accessToken, ResourceServer server) {
        return access.profiles()
                .verified(accessToken)
                .filter(token -> token.isFor(server))
                .map(token -> user(token, server));
    }

    private Bearer user(UserToken token, ResourceServer server) {
        UserProfile profile = access.profiles().of(token, server, access.validity());
        RoleGrants roles = RoleGrants.of(profile, server.clientId(), token.expires());
        List<HeldGrant> grants = new ArrayList<>();
        roles.onEveryStudy().map(HeldGrant::of).ifPresent(grants::add);
        return new Bearer(profile, List.of(), grants, roles.onLabels());
    }
}
