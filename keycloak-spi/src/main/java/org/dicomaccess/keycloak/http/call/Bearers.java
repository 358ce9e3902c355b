package org.dicomaccess.keycloak.http.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dicomaccess.keycloak.apikey.ApiKeys;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.details.NarrowedTokens;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.mapper.GrantedStudies;
import org.dicomaccess.keycloak.profile.UserProfile;
import org.dicomaccess.keycloak.profile.UserProfiles;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.keycloak.models.UserModel;

/**
 * Looks at a credential and says who its bearer is, for every door alike. Study tokens come first,
 * since nearly all calls have one.
 */
public final class Bearers {
    private final DicomAccess access;

    Bearers(DicomAccess access) {
        this.access = access;
    }

    /**
     * The bearer of a credential that this resource server takes; nobody when it is none. API keys
     * that are for Orthanc's plugin only are none.
     */
    public Optional<Bearer> of(String credential, ResourceServer server) {
        return of(credential, server, owner -> !UserProfiles.isForPluginOnly(owner));
    }

    /** The same where Orthanc's plugin asks who sent it a credential: those API keys are taken. */
    public Optional<Bearer> atPlugin(String credential, ResourceServer server) {
        return of(credential, server, owner -> true).map(Bearer::atPlugin);
    }

    private Optional<Bearer> of(
            String credential, ResourceServer server, Predicate<UserModel> takenKeys) {
        if (ApiKeys.claimed(credential)) {
            return access.apiKeys()
                    .verify(credential, takenKeys)
                    .map(key -> new ApiKeyBearer(access, server).of(key));
        }
        return access.studyTokens()
                .authentic(credential, server)
                .map(token -> new StudyTokenBearer(access).of(token))
                .or(() -> ofUser(credential, server));
    }

    private Optional<Bearer> ofUser(String accessToken, ResourceServer server) {
        return verified(accessToken)
                .filter(token -> token.isFor(server))
                .map(
                        token ->
                                NarrowedTokens.of(token, server)
                                        .map(studies -> narrowed(token, studies))
                                        .orElseGet(() -> user(token, server)));
    }

    private Optional<UserToken> verified(String accessToken) {
        RefusedUserTokens refused = access.refusedUserTokens();
        String realmId = access.realm().getId();
        if (refused.contain(realmId, accessToken)) {
            return Optional.empty();
        }
        Optional<UserToken> token = access.profiles().verified(accessToken);
        if (token.isEmpty()) {
            refused.add(realmId, accessToken);
        }
        return token;
    }

    /** Orthanc's door has one lock for archives, so it opens only when every study may go out. */
    private Bearer narrowed(UserToken token, List<HeldGrant> studies) {
        boolean download = studies.stream().allMatch(held -> held.grant().allows(Action.DOWNLOAD));
        return Bearer.ofStudies(
                access.profiles()
                        .narrowed(token, download && !studies.isEmpty(), access.validity()),
                studies);
    }

    private Bearer user(UserToken token, ResourceServer server) {
        UserProfile profile = access.profiles().of(token, server, access.validity());
        RoleGrants roles = RoleGrants.of(profile, server.clientId(), token.expires());
        List<HeldGrant> granted = access.grantedStudies().of(token, server);
        List<HeldGrant> grants = new ArrayList<>(granted);
        roles.onEveryStudy().map(HeldGrant::of).ifPresent(grants::add);
        if (!profile.labels().isEmpty() || !GrantedStudies.mayBeIn(token)) {
            return new Bearer(profile, List.of(), grants, roles.onLabels());
        }
        // The plugin cannot tell which study a download is of, so all of them have to allow it.
        boolean mayDownload =
                !granted.isEmpty()
                        && granted.stream().allMatch(one -> one.grant().allows(Action.DOWNLOAD));
        return new Bearer(profile.locked(mayDownload), granted, grants, roles.onLabels());
    }
}
