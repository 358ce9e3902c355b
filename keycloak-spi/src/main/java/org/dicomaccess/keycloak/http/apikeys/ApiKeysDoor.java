package org.dicomaccess.keycloak.http.apikeys;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import org.dicomaccess.keycloak.apikey.ApiKey;
import org.dicomaccess.keycloak.apikey.ApiKeys;
import org.dicomaccess.keycloak.apikey.GivenApiKey;
import org.dicomaccess.keycloak.apikey.InvalidApiKeyException;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.AnyMethod;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.ErrorAnswer;
import org.dicomaccess.keycloak.http.call.SomeMethods;
import org.dicomaccess.keycloak.http.call.TokenRefusalAnswer;
import org.dicomaccess.keycloak.http.json.InvalidFieldException;
import org.dicomaccess.keycloak.http.json.JsonBody;
import org.dicomaccess.keycloak.http.shares.UserCall;
import org.dicomaccess.keycloak.profile.UserToken;
import org.keycloak.models.ClientModel;

/**
 * One's own API keys: {@code api-keys} and {@code api-keys/{id}}, for users with an access token of
 * Keycloak's own, which an API key is not. Making one needs the permission {@code api-keys};
 * looking at one's own and revoking them does not.
 */
public final class ApiKeysDoor {
    private final DicomAccess access;
    private final UserCall call;

    public ApiKeysDoor(DicomAccess access) {
        this.access = access;
        this.call = new UserCall(access);
    }

    /** {@code api-keys}: the list, and where keys are made. */
    public AnyMethod all() {
        return SomeMethods.with("GET", body -> call.answer(this::list))
                .and("POST", body -> call.answer(user -> create(user, body)))
                .and("OPTIONS", body -> call.preflight());
    }

    /** {@code api-keys/{id}}: one key, and revoking it. */
    public AnyMethod one(String id) {
        return SomeMethods.with("GET", body -> call.answer(user -> shown(user, id)))
                .and("DELETE", body -> call.answer(user -> revoked(user, id)))
                .and("OPTIONS", body -> call.preflight());
    }

    private Response list(UserToken user) {
        return Answers.ok(ApiKeyList.of(access.apiKeys().of(user.user()), access.now())).build();
    }

    private Response create(UserToken user, InputStream body) {
        if (!ApiKeys.canOwn(user.user())) {
            return refused(
                    "service_account", "A client's service account gets tokens, and no API keys");
        }
        if (!user.mayHaveApiKeys()) {
            return refused(
                    "no_permission", "Making API keys needs a role with the permission api-keys");
        }
        GivenApiKey given = created(user, body);
        return Answers.created(ApiKeyAnswer.of(given, access.now()))
                .header(
                        HttpHeaders.LOCATION,
                        access.frontend()
                                .path("api-keys/{id}")
                                .build(access.realm().getName(), given.key().id()))
                .build();
    }

    private static Response refused(String reason, String words) {
        return new ErrorAnswer(ErrorAnswer.ACCESS_DENIED, words)
                .with(Status.FORBIDDEN)
                .header(TokenRefusalAnswer.REASON, reason)
                .build();
    }

    private GivenApiKey created(UserToken user, InputStream body) {
        try {
            return access.apiKeys()
                    .create(
                            user.user(),
                            access.profiles().permissionsSomewhere(user.user()),
                            new NewApiKeyReader(JsonBody.read(body), access.now()).read(),
                            client(user));
        } catch (InvalidApiKeyException e) {
            throw new InvalidFieldException(e.field(), String.valueOf(e.getMessage()));
        }
    }

    private Response shown(UserToken user, String id) {
        return access.apiKeys()
                .find(user.user(), id)
                .map(key -> Answers.ok(ApiKeyAnswer.of(key, access.now())).build())
                .orElseGet(ApiKeysDoor::notFound);
    }

    private Response revoked(UserToken user, String id) {
        return access.apiKeys()
                .find(user.user(), id)
                .filter(key -> revoke(user, key))
                .map(key -> Response.noContent().build())
                .orElseGet(ApiKeysDoor::notFound);
    }

    private boolean revoke(UserToken user, ApiKey key) {
        return access.apiKeys().revoke(user.user(), key, client(user));
    }

    /** The one the user signed in to; it was there when the token was verified. */
    private ClientModel client(UserToken user) {
        return access.realm().getClientByClientId(user.claims().getIssuedFor());
    }

    /** One that is not there and one that is somebody else's look alike. */
    private static Response notFound() {
        return new ErrorAnswer(ErrorAnswer.NOT_FOUND, "You have no such API key")
                .with(Status.NOT_FOUND)
                .build();
    }
}
