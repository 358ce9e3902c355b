package org.dicomaccess.keycloak.http.orthanc;

import java.util.Optional;
import org.dicomaccess.keycloak.http.call.Bearer;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.json.JsonBody;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.profile.UserProfile;
import org.dicomaccess.keycloak.settings.ResourceServer;

/** Answers {@code user/get-profile}: who sent a token and what they may do, or whose id it is. */
final class Profiles {
    private final DicomAccess access;
    private final ResourceServer server;

    Profiles(DicomAccess access, ResourceServer server) {
        this.access = access;
        this.server = server;
    }

    /** A {@link ProfileAnswer}, or JSON {@code null} for the id of no user. */
    Object answer(JsonObject request) {
        Optional<String> userId = request.text("user-id");
        return userId.isPresent() ? ofUserId(userId.get()) : ProfileAnswer.of(ofToken(request));
    }

    private Object ofUserId(String userId) {
        return access.profiles()
                .ofUserId(userId, access.validity())
                .<Object>map(ProfileAnswer::of)
                .orElse(JsonBody.NULL);
    }

    private UserProfile ofToken(JsonObject request) {
        Optional<String> token = SentToken.of(request);
        if (!server.acceptsServerId(request.text("server-id"))) {
            return UserProfile.anonymous(access.validity());
        }
        UserProfile anonymous =
                UserProfile.anonymous(
                        access.settings().anonymousPermissions(),
                        access.settings().anonymousLabels(),
                        access.validity());
        if (token.isEmpty()) {
            return anonymous;
        }
        return access.bearers()
                .atPlugin(token.get(), server)
                .map(Bearer::profile)
                .orElse(anonymous);
    }
}
