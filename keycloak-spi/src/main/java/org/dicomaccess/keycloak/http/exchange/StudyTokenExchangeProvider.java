package org.dicomaccess.keycloak.http.exchange;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.DicomAccessSource;
import org.dicomaccess.keycloak.http.exchange.ExchangeRefusedException.Cause;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.services.CorsErrorResponseException;

/**
 * Gives a client that holds somebody's token a study token for the studies it names (RFC 8693 with
 * {@code authorization_details}, RFC 9396 §6). A request that names studies is answered here or
 * refused here: whatever else exchanges tokens would not read the details, and give more.
 */
final class StudyTokenExchangeProvider implements TokenExchangeProvider {
    private static final Logger LOG = Logger.getLogger(StudyTokenExchangeProvider.class);

    private final KeycloakSession session;

    StudyTokenExchangeProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public boolean supports(TokenExchangeContext context) {
        return ExchangeRequest.namesStudies(context.getFormParams())
                && DicomAccessSource.accessOf(session).isPresent();
    }

    @Override
    public Response exchange(TokenExchangeContext context) {
        EventBuilder event = context.getEvent();
        event.detail("dicom_access", "token_exchanged");
        try {
            Optional<DicomAccess> access = DicomAccessSource.accessOf(session);
            Exchanged exchanged =
                    new Exchange(access.orElseThrow(), context.getClient(), event)
                            .answer(new ExchangeRequest(context.getFormParams()));
            event.success();
            return context.getCors().add(Answers.ok(exchanged));
        } catch (ExchangeRefusedException e) {
            throw refused(context, e.refusal(), e.description());
        } catch (InvalidSettingException e) {
            LOG.warn(e.getMessage());
            throw refused(context, Cause.INVALID_SETTING, String.valueOf(e.getMessage()));
        }
    }

    private static CorsErrorResponseException refused(
            TokenExchangeContext context, Cause cause, String description) {
        context.getEvent().detail(Details.REASON, description).error(cause.event());
        return new CorsErrorResponseException(
                context.getCors(), cause.error(), description, cause.status());
    }

    @Override
    public void close() {}
}
