package org.dicomaccess.keycloak.profile;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.SignedJwtForm;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/** Looks up the profiles of Keycloak's users. */
public final class UserProfiles {
    private final KeycloakSession session;

    public UserProfiles(KeycloakSession session) {
        this.session = session;
    }

    /**
     * The user behind an access token of this realm, when it is valid and its session still is.
     * Whom it is for has to be asked ({@link UserToken#isFor}).
     *
     * <p>A token that is bound to its holder's key or certificate (RFC 9449, RFC 8705) is nobody's
     * here: Orthanc passes on the token and not the proof.
     */
    public Optional<UserToken> verified(String accessToken) {
        if (!SignedJwtForm.has(accessToken, session)) {
            return Optional.empty();
        }
        AuthResult result =
                new AppAuthManager.BearerTokenAuthenticator(session)
                        .setTokenString(accessToken)
                        .authenticate();
        if (result == null || result.token().getConfirmation() != null) {
            return Optional.empty();
        }
        // A requesting party token (UMA 2.0) says what policies gave. Keycloak makes one of any
        // access token, and what had narrowed that one is lost.
        if (result.token().getAuthorization() != null) {
            return Optional.empty();
        }
        // Keycloak takes a token for the whole second in which it expires.
        return Optional.of(new UserToken(result.user(), result.token(), accessToken))
                .filter(token -> token.remaining().compareTo(Duration.ZERO) > 0);
    }

    /** The name behind a user id, without permissions: knowing an id proves nothing. */
    public Optional<UserProfile> ofUserId(String userId, Duration validity) {
        // Not every database takes a null character, even to look for it.
        UserModel user =
                userId.indexOf('\0') < 0
                        ? session.users().getUserById(session.getContext().getRealm(), userId)
                        : null;
        return Optional.ofNullable(user)
                .map(found -> UserProfile.nameOnly(name(found), found.getId(), validity));
    }

    /**
     * What a user's roles let them do on a resource server that takes their token.
     *
     * @param longest how long the answer may be kept; shortened to the token's own life
     */
    public UserProfile of(UserToken token, ResourceServer server, Duration longest) {
        return profile(
                token.user(),
                RolePermissions.of(token.user(), server),
                shorter(longest, token.remaining()));
    }

    /**
     * What the roles of an API key's owner let them do on a resource server; those that are for
     * Orthanc's plugin only count as well, so this is for the plugin, or for an owner without any
     * ({@link #isForPluginOnly}).
     *
     * @param validity how long the answer may be kept
     */
    public UserProfile ofKeyOwner(UserModel owner, ResourceServer server, Duration validity) {
        return profile(owner, RolePermissions.atPlugin(owner, server), validity);
    }

    /**
     * Whether a user's API keys are good at Orthanc's plugin only. Some role of theirs says so, and
     * then it is said of all their roles: a door that left out that role alone could still have the
     * key sent on to the plugin, where it counts.
     */
    public static boolean isForPluginOnly(UserModel owner) {
        return RolePermissions.hasPluginOnly(owner);
    }

    private static UserProfile profile(UserModel user, RolePermissions roles, Duration validity) {
        return new UserProfile(
                name(user),
                Optional.of(user.getId()),
                roles.permissions(),
                roles.labels(),
                user.getGroupsStream().map(GroupModel::getName).collect(Collectors.toSet()),
                validity);
    }

    /**
     * The user of a token that opens named studies only.
     *
     * @param mayDownload whether each of them may be taken away
     * @param longest how long the answer may be kept; shortened to the token's own life
     */
    public UserProfile narrowed(UserToken token, boolean mayDownload, Duration longest) {
        UserModel user = token.user();
        return UserProfile.narrowed(
                name(user), user.getId(), mayDownload, shorter(longest, token.remaining()));
    }

    /** What a user's roles let them do at some resource server of the realm or other. */
    public Set<String> permissionsSomewhere(UserModel user) {
        return ResourceServer.all(session.getContext().getRealm())
                .flatMap(server -> RolePermissions.of(user, server).permissions().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What people call a user: first and last name, or the user name where there is none. */
    public static String name(UserModel user) {
        String full =
                Stream.of(user.getFirstName(), user.getLastName())
                        .filter(part -> part != null && !part.isBlank())
                        .collect(Collectors.joining(" "));
        return full.isEmpty() ? user.getUsername() : full;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
