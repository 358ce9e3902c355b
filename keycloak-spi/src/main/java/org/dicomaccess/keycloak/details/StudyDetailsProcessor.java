package org.dicomaccess.keycloak.details;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.rar.AuthorizationDetailsProcessor;
import org.keycloak.protocol.oidc.rar.InvalidAuthorizationDetailsException;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.cors.Cors;

/**
 * Grants authorization details of the type {@code dicom_study} (RFC 9396) where Keycloak's token
 * endpoint asks for it.
 *
 * <p>Only under {@link DetailsPolicy}: Keycloak itself would put the details into a token that
 * still holds everything else, and knows nothing of them in some grants.
 */
final class StudyDetailsProcessor
        implements AuthorizationDetailsProcessor<AuthorizationDetailsJSONRepresentation> {
    private final KeycloakSession session;

    StudyDetailsProcessor(KeycloakSession session) {
        this.session = session;
    }

    /** Whether discovery lists the type. */
    @Override
    public boolean isSupported() {
        return new RealmSettings(session.getContext().getRealm()).enabled();
    }

    @Override
    public String getSupportedType() {
        return StudyDetail.TYPE;
    }

    @Override
    public Class<AuthorizationDetailsJSONRepresentation> getSupportedResponseJavaType() {
        return AuthorizationDetailsJSONRepresentation.class;
    }

    /**
     * Reads nothing: Keycloak would answer {@code invalid_request} to what is malformed, and {@link
     * DetailsPolicy} looks at it a moment later.
     */
    @Override
    public AuthorizationDetailsJSONRepresentation validateAuthorizationDetail(
            AuthorizationDetailsJSONRepresentation entry) {
        requirePolicy();
        return entry;
    }

    @Override
    public AuthorizationDetailsJSONRepresentation process(
            UserSessionModel userSession,
            ClientSessionContext context,
            AuthorizationDetailsJSONRepresentation entry) {
        requirePolicy();
        try {
            return StudyDetailJson.write(
                    new Granting(session)
                            .grant(StudyDetailJson.read(entry), new Holder(userSession, context)));
        } catch (RefusedDetailsException e) {
            if (e.temporary()) {
                throw unavailable("temporarily_unavailable", e.description());
            }
            throw new InvalidAuthorizationDetailsException(e.description());
        } catch (InvalidSettingException e) {
            throw unavailable("invalid_setting", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public AuthorizationDetailsJSONRepresentation processStoredAuthorizationDetails(
            UserSessionModel userSession,
            ClientSessionContext context,
            AuthorizationDetailsJSONRepresentation entry) {
        return process(userSession, context, entry);
    }

    /** None are made up for a client that asked for none. */
    @Override
    public @Nullable List<AuthorizationDetailsJSONRepresentation> handleMissingAuthorizationDetails(
            UserSessionModel userSession, ClientSessionContext context) {
        return null;
    }

    @Override
    public void afterAuthorizationDetailsProcessed(
            UserSessionModel userSession,
            ClientSessionContext context,
            AuthorizationDetailsJSONRepresentation entry) {
        // Nothing is left to do.
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private void requirePolicy() {
        if (!DetailsPolicy.watches(session)) {
            throw new InvalidAuthorizationDetailsException(
                    "This realm has no client policy with the executor " + DetailsPolicy.ID);
        }
    }

    private CorsErrorResponseException unavailable(String error, String description) {
        ClientModel client = session.getContext().getClient();
        return new CorsErrorResponseException(
                Cors.builder().auth().checkAllowedOrigins(session, client),
                error,
                description,
                Status.SERVICE_UNAVAILABLE);
    }
}
