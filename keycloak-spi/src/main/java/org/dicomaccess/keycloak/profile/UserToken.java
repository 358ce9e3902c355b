package org.dicomaccess.keycloak.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.keycloak.common.util.Time;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * An access token of Keycloak's own that was verified a moment ago, its session included, and the
 * user behind it. Having one is the proof.
 */
public final class UserToken {
    private static final String SHARE = "share";
    private static final String DOWNLOAD = "download";
    private static final String API_KEYS = "api-keys";

    private final UserModel user;
    private final AccessToken token;
    private final String compact;

    UserToken(UserModel user, AccessToken token, String compact) {
        this.user = user;
        this.token = token;
        this.compact = compact;
    }

    /**
     * A token that this server made for a user a moment ago, to ask something in their name.
     *
     * @param compact the token, signed
     */
    public static UserToken made(UserModel user, AccessToken token, String compact) {
        return new UserToken(user, token, compact);
    }

    public UserModel user() {
        return user;
    }

    /** Its claims. */
    public AccessToken claims() {
        return token;
    }

    /** As it came, for calls in the user's name. */
    public String compact() {
        return compact;
    }

    /** Whether a resource server takes it: it is its audience, or lists the client it is from. */
    public boolean isFor(ResourceServer server) {
        return token.hasAudience(server.clientId())
                || (token.getIssuedFor() != null
                        && server.loginClients().contains(token.getIssuedFor()));
    }

    /** Whether the user's roles let them give shares of what a resource server has. */
    public boolean mayShare(ResourceServer server) {
        return RolePermissions.of(user, server).have(SHARE);
    }

    /** Whether some role of the user's lets them make API keys, whatever else it reaches. */
    public boolean mayHaveApiKeys() {
        return RolePermissions.carried(user, API_KEYS);
    }

    /** Whether the user's roles let them have a resource server's archives and original files. */
    public boolean mayDownload(ResourceServer server) {
        return RolePermissions.of(user, server).have(DOWNLOAD);
    }

    /** First instant at which it is no longer valid. */
    public Instant expires() {
        return Instant.ofEpochSecond(Objects.requireNonNullElse(token.getExp(), 0L));
    }

    /** What is left of its life; negative or zero when that is over. */
    Duration remaining() {
        Long expires = token.getExp();
        return expires == null
                ? Duration.ZERO
                : Duration.ofSeconds(expires - Time.currentTimeMillis() / 1000);
    }

    @Override
    public String toString() {
        return "UserToken[" + user.getId() + "]";
    }
}
