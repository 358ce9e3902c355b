package org.dicomaccess.keycloak.http.orthanc;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import java.util.function.Function;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.ErrorAnswer;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.keycloak.authentication.authenticators.client.ClientIdAndSecretAuthenticator;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCClientSecretConfigWrapper;
import org.keycloak.util.BasicAuthHelper;

/** Who asks: a resource server, by its client id and secret (RFC 7617). */
final class BasicAuthentication {
    private final DicomAccess access;

    BasicAuthentication(DicomAccess access) {
        this.access = access;
    }

    /** The answer for the resource server that asks, or 401 when none proved to be one. */
    Response answer(Function<ResourceServer, Response> answer) {
        return Answers.guarded(
                () -> authenticate().map(answer).orElseGet(BasicAuthentication::unauthorized));
    }

    private Optional<ResourceServer> authenticate() {
        String header =
                access.session()
                        .getContext()
                        .getHttpRequest()
                        .getHttpHeaders()
                        .getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Optional.empty();
        }
        String[] idAndSecret = BasicAuthHelper.parseHeader(header);
        if (idAndSecret == null) {
            return Optional.empty();
        }
        return access.resourceServer(idAndSecret[0])
                .filter(server -> secretMatches(server.client(), idAndSecret[1]));
    }

    /** As Keycloak itself does it: a client that signs in otherwise has no secret in force. */
    private boolean secretMatches(ClientModel client, String secret) {
        if (secret.isEmpty()
                || !ClientIdAndSecretAuthenticator.PROVIDER_ID.equals(
                        client.getClientAuthenticatorType())) {
            return false;
        }
        OIDCClientSecretConfigWrapper secrets =
                OIDCClientSecretConfigWrapper.fromClientModel(client);
        return !secrets.isClientSecretExpired()
                && (client.validateSecret(secret)
                        || secrets.validateRotatedSecret(access.session(), secret));
    }

    /** One answer for all causes, so that nobody learns which client ids exist. */
    private static Response unauthorized() {
        return new ErrorAnswer(
                        ErrorAnswer.INVALID_CLIENT,
                        "HTTP Basic with a resource server's client id and secret is needed")
                .with(Status.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"dicom-access\"")
                .build();
    }
}
