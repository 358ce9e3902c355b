package org.dicomaccess.keycloak.http.orthanc;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.json.JsonBody;
import org.dicomaccess.keycloak.http.json.JsonObject;
import org.dicomaccess.keycloak.profile.UserProfile;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.StudyToken;

/** {@code user/…}: the plugin asks who sent a token and what they may do. */
@Consumes(MediaType.WILDCARD)
public final class UserResource {
    private final DicomAccess access;
    private final BasicAuthentication authentication;
    private final StudyTokens studyTokens;

    public UserResource(DicomAccess access) {
        this.access = access;
        this.authentication = new BasicAuthentication(access);
        this.studyTokens = new StudyTokens(access);
    }

    /** The profile behind a token, or the name behind a user id; JSON {@code null} for no user. */
    @POST
    @Path("get-profile")
    public Response profile(InputStream body) {
        return authentication.answer(
                server -> {
                    JsonObject request = JsonBody.read(body);
                    Optional<String> userId = request.text("user-id");
                    return Answers.ok(
                                    userId.isPresent()
                                            ? ofUserId(userId.get())
                                            : ofToken(request, server))
                            .build();
                });
    }

    private Object ofUserId(String userId) {
        return access.profiles()
                .ofUserId(userId, access.validity())
                .<Object>map(ProfileAnswer::of)
                .orElse(JsonBody.NULL);
    }

    private ProfileAnswer ofToken(JsonObject request, ResourceServer server) {
        UserProfile anonymous = UserProfile.anonymous(access.validity());
        Optional<String> token = SentToken.of(request);
        if (token.isEmpty() || !server.acceptsServerId(request.text("server-id"))) {
            return ProfileAnswer.of(anonymous);
        }
        return ProfileAnswer.of(
                studyTokens
                        .authentic(token.get(), server)
                        .map(this::share)
                        .or(() -> access.profiles()
                                .ofAccessToken(token.get(), server, access.validity()))
                        .orElse(anonymous));
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
