package org.dicomaccess.keycloak.details;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.dicomaccess.keycloak.settings.RealmSettings;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.protocol.oidc.par.clientpolicy.context.PushedAuthorizationRequestContext;
import org.keycloak.protocol.oidc.rar.AuthorizationDetailsProcessorManager;
import org.keycloak.protocol.oidc.rar.InvalidAuthorizationDetailsException;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.ResourceOwnerPasswordCredentialsResponseContext;
import org.keycloak.services.clientpolicy.context.ServiceAccountTokenResponseContext;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;
import org.keycloak.services.clientpolicy.context.TokenRefreshResponseContext;
import org.keycloak.services.clientpolicy.context.TokenResponseContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.cors.Cors;

/**
 * What Keycloak leaves open about authorization details (RFC 9396) of the type {@code dicom_study}:
 * refuses malformed ones where they are first sent, grants them in grants in which Keycloak would
 * overlook them, refuses them in the others, and takes everything else out of the tokens that carry
 * them.
 */
final class DetailsPolicy
        implements ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> {
    static final String ID = "dicom-access-details";

    private static final String WATCHING = ID + ".watching";

    /** Where Keycloak looks for what the answer of the token endpoint holds (RFC 9396 §7). */
    private static final String GRANTED = "authorization_details_response";

    private final KeycloakSession session;

    DetailsPolicy(KeycloakSession session) {
        this.session = session;
    }

    /** Whether this request runs under the policy, so that details may be granted in it. */
    static boolean watches(KeycloakSession session) {
        return Boolean.TRUE.equals(session.getAttribute(WATCHING, Boolean.class));
    }

    @Override
    public String getProviderId() {
        return ID;
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        if (!settings().enabled()) {
            return;
        }
        session.setAttribute(WATCHING, true);
        try {
            execute(context);
        } catch (RefusedDetailsException e) {
            throw new ClientPolicyException(
                    e.temporary()
                            ? "temporarily_unavailable"
                            : Errors.INVALID_AUTHORIZATION_DETAILS,
                    e.description(),
                    e.temporary() ? Status.SERVICE_UNAVAILABLE : Status.BAD_REQUEST);
        } catch (InvalidAuthorizationDetailsException e) {
            throw new ClientPolicyException(
                    Errors.INVALID_AUTHORIZATION_DETAILS,
                    String.valueOf(e.getMessage()),
                    Status.BAD_REQUEST);
        } catch (InvalidSettingException e) {
            throw new ClientPolicyException(
                    "invalid_setting", String.valueOf(e.getMessage()), Status.SERVICE_UNAVAILABLE);
        }
    }

    private void execute(ClientPolicyContext context)
            throws ClientPolicyException, RefusedDetailsException {
        switch (context.getEvent()) {
            case PUSHED_AUTHORIZATION_REQUEST ->
                    pushed((PushedAuthorizationRequestContext) context);
            case AUTHORIZATION_REQUEST -> authorization((AuthorizationRequestContext) context);
            case TOKEN_REQUEST -> code();
            case RESOURCE_OWNER_PASSWORD_CREDENTIALS_REQUEST, SERVICE_ACCOUNT_TOKEN_REQUEST ->
                    sent();
            case RESOURCE_OWNER_PASSWORD_CREDENTIALS_RESPONSE ->
                    overlooked(
                            ((ResourceOwnerPasswordCredentialsResponseContext) context)
                                    .getAccessTokenResponseBuilder());
            case SERVICE_ACCOUNT_TOKEN_RESPONSE ->
                    overlooked(
                            ((ServiceAccountTokenResponseContext) context)
                                    .getAccessTokenResponseBuilder());
            case TOKEN_RESPONSE ->
                    narrow(((TokenResponseContext) context).getAccessTokenResponseBuilder());
            case TOKEN_REFRESH_RESPONSE ->
                    refreshed(
                            ((TokenRefreshResponseContext) context)
                                    .getAccessTokenResponseBuilder());
            case TOKEN_EXCHANGE_REQUEST -> exchange((TokenExchangeRequestContext) context);
            case TOKEN_REFRESH,
                    BACKCHANNEL_AUTHENTICATION_REQUEST,
                    BACKCHANNEL_TOKEN_REQUEST,
                    DEVICE_AUTHORIZATION_REQUEST,
                    DEVICE_TOKEN_REQUEST,
                    JWT_AUTHORIZATION_GRANT ->
                    refuseSent();
            default -> {
                // Nothing is asked for and no token is made.
            }
        }
    }

    private void pushed(PushedAuthorizationRequestContext context) throws RefusedDetailsException {
        asked(context.getRequestParameters(), context.getRequest());
    }

    private void authorization(AuthorizationRequestContext context) throws RefusedDetailsException {
        RequestedDetails requested =
                asked(context.getRequestParameters(), context.getAuthorizationEndpointRequest());
        if (requested.isEmpty()) {
            return;
        }
        if (context.getParsedResponseType().hasResponseType("token")) {
            throw RefusedDetailsException.invalid(
                    RequestedDetails.PARAMETER, "not with a response_type that holds token");
        }
        if (context.getClient().isConsentRequired() && !DetailsConsent.enabled(realm())) {
            throw RefusedDetailsException.invalid(
                    RequestedDetails.PARAMETER,
                    "this realm has not enabled the required action " + DetailsConsent.ID);
        }
    }

    /**
     * What an authorization request asks for; what Keycloak would drop without a word is refused.
     */
    private RequestedDetails asked(
            MultivaluedMap<String, String> sent, AuthorizationEndpointRequest request)
            throws RefusedDetailsException {
        Map<String, String> kept = request.getAdditionalReqParams();
        String parameter = kept == null ? null : kept.get(RequestedDetails.PARAMETER);
        if (parameter == null && sent.getFirst(RequestedDetails.PARAMETER) != null) {
            throw RefusedDetailsException.invalid(
                    RequestedDetails.PARAMETER,
                    "is longer than Keycloak takes here, or one parameter too many");
        }
        return read(parameter);
    }

    private void code() {
        try {
            sent();
        } catch (RefusedDetailsException e) {
            // Keycloak would call every refusal of a policy here an invalid code.
            ClientModel client = session.getContext().getClient();
            throw new CorsErrorResponseException(
                    Cors.builder().auth().checkAllowedOrigins(session, client),
                    Errors.INVALID_AUTHORIZATION_DETAILS,
                    e.description(),
                    Status.BAD_REQUEST);
        }
    }

    /** What a token request asks for. */
    private RequestedDetails sent() throws RefusedDetailsException {
        return read(form().getFirst(RequestedDetails.PARAMETER));
    }

    private void refuseSent() throws RefusedDetailsException {
        if (!sent().isEmpty()) {
            throw RefusedDetailsException.invalid(
                    RequestedDetails.PARAMETER, "not with this grant");
        }
    }

    private RequestedDetails read(@Nullable String parameter) throws RefusedDetailsException {
        return parameter == null
                ? new RequestedDetails(List.of())
                : RequestedDetails.read(parameter).atMost(settings().shareMaximumStudies());
    }

    private void overlooked(AccessTokenResponseBuilder answer) throws RefusedDetailsException {
        if (sent().isEmpty()) {
            return;
        }
        ClientSessionContext context = answer.getClientSessionCtx();
        List<AuthorizationDetailsJSONRepresentation> granted =
                new AuthorizationDetailsProcessorManager(session)
                        .processAuthorizationDetails(
                                context.getClientSession().getUserSession(),
                                context,
                                form().getFirst(RequestedDetails.PARAMETER));
        context.setAttribute(GRANTED, granted);
        answer.getAccessToken().setAuthorizationDetails(granted);
        if (answer.getRefreshToken() != null) {
            answer.getRefreshToken().setAuthorizationDetails(granted);
        }
        narrow(answer);
    }

    /** What the user no longer sees is no longer granted. */
    private void refreshed(AccessTokenResponseBuilder answer) throws RefusedDetailsException {
        ClientSessionContext context = answer.getClientSessionCtx();
        Holder holder = new Holder(context.getClientSession().getUserSession(), context);
        for (StudyDetail detail : details(answer.getAccessToken())) {
            new Granting(session).grant(detail, holder);
        }
        narrow(answer);
    }

    private void narrow(AccessTokenResponseBuilder answer) throws RefusedDetailsException {
        List<StudyDetail> details = details(answer.getAccessToken());
        if (!details.isEmpty()) {
            new NarrowedToken(session).narrow(answer.getAccessToken(), details);
        }
    }

    private static List<StudyDetail> details(AccessToken token) throws RefusedDetailsException {
        List<StudyDetail> details = new ArrayList<>();
        for (AuthorizationDetailsJSONRepresentation entry : NarrowedTokens.ours(token)) {
            details.add(StudyDetailJson.read(entry));
        }
        return details;
    }

    /** Keycloak's own exchange would give a token without details for one with them. */
    private void exchange(TokenExchangeRequestContext context)
            throws ClientPolicyException, RefusedDetailsException {
        if (!sent().isEmpty()) {
            return;
        }
        String subject = context.getTokenExchangeContext().getParams().getSubjectToken();
        AccessToken claims =
                subject == null ? null : session.tokens().decode(subject, AccessToken.class);
        if (claims != null && NarrowedTokens.isNarrowed(claims)) {
            throw new ClientPolicyException(
                    "invalid_request",
                    "subject_token: it opens named studies only, so "
                            + RequestedDetails.PARAMETER
                            + " must say which",
                    Status.BAD_REQUEST);
        }
    }

    private MultivaluedMap<String, String> form() {
        return session.getContext().getHttpRequest().getDecodedFormParameters();
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }

    private RealmSettings settings() {
        return new RealmSettings(realm());
    }
}
