package org.dicomaccess.keycloak.http.orthanc;

import java.time.Duration;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.json.JsonBody;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.profile.UserProfile;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.StudyToken;

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
        return access.studyTokens()
                .authentic(token.get(), server)
                .map(this::share)
                .or(() -> access.profiles().ofAccessToken(token.get(), server, access.validity()))
                .orElse(anonymous);
    }

    /**
     * Also for a study token whose time has not come or is over: Orthanc keeps a profile, and one
     * without the locks, kept across the moment the token begins, would leave writes open.
     */
    private UserProfile share(StudyToken token) {
        Grant grant = token.grant();
        Duration left = Duration.between(access.now(), grant.expires());
        Duration validity = access.validity();
        return UserProfile.share(
                grant.allows(Action.DOWNLOAD), left.compareTo(validity) < 0 ? left : validity);
    }
}
