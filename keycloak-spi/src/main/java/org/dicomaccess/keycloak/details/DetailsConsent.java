package org.dicomaccess.keycloak.details;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.common.util.Time;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Asks whoever signs in whether the client may have the studies that it asks for, when the client
 * requires consent: Keycloak's own page cannot name them. Asked each time, since each time may be
 * about other studies.
 */
final class DetailsConsent implements RequiredActionProvider {
    static final String ID = "dicom-access-consent";

    private static final Logger LOG = Logger.getLogger(DetailsConsent.class);
    private static final String PAGE = "dicom-access-consent.ftl";

    /** Whether a realm has this action, and asks. */
    static boolean enabled(RealmModel realm) {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(ID);
        return action != null && action.isEnabled();
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        AuthenticationSessionModel signingIn = context.getAuthenticationSession();
        if (asked(signingIn).filter(asked -> !AgreedDetails.of(signingIn).are(asked)).isPresent()) {
            signingIn.addRequiredAction(ID);
        }
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        Optional<RequestedDetails> asked = asked(context.getAuthenticationSession());
        if (asked.isEmpty()) {
            context.success();
            return;
        }
        ConsentPage page = ConsentPage.of(asked.get(), end(context));
        context.challenge(context.form().setAttribute("consent", page).createForm(PAGE));
    }

    @Override
    public void processAction(RequiredActionContext context) {
        AuthenticationSessionModel signingIn = context.getAuthenticationSession();
        // Only the button that says so is a yes.
        if (!context.getHttpRequest().getDecodedFormParameters().containsKey("accept")) {
            context.failure();
            return;
        }
        asked(signingIn).ifPresent(asked -> AgreedDetails.agree(signingIn, asked));
        context.success();
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private static Optional<RequestedDetails> asked(AuthenticationSessionModel signingIn) {
        String parameter = signingIn.getClientNote(RequestedDetails.PARAMETER);
        if (parameter == null || !signingIn.getClient().isConsentRequired()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RequestedDetails.read(parameter)).filter(asked -> !asked.isEmpty());
        } catch (RefusedDetailsException e) {
            // Nothing will be granted either, since nothing was agreed to.
            LOG.debugf("Nothing to ask about: %s", e.description());
            return Optional.empty();
        }
    }

    /** When the client's access ends at the latest; empty when it goes on after signing out. */
    private static String end(RequiredActionContext context) {
        String scope = context.getAuthenticationSession().getClientNote(OAuth2Constants.SCOPE);
        if (scope != null && List.of(scope.split(" ")).contains(OAuth2Constants.OFFLINE_ACCESS)) {
            return "";
        }
        RealmModel realm = context.getRealm();
        int longest =
                Math.max(
                        realm.getSsoSessionMaxLifespan(),
                        realm.getSsoSessionMaxLifespanRememberMe());
        Instant end =
                Instant.ofEpochMilli(Time.currentTimeMillis()).plus(Duration.ofSeconds(longest));
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(
                                context.getSession().getContext().resolveLocale(context.getUser()))
                        .withZone(ZoneOffset.UTC)
                        .format(end)
                + " UTC";
    }
}
