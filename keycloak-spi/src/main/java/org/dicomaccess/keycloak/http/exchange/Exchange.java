package org.dicomaccess.keycloak.http.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.details.RefusedDetailsException;
import org.dicomaccess.keycloak.details.RequestedDetails;
import org.dicomaccess.keycloak.details.Sight;
import org.dicomaccess.keycloak.details.StudyDetail;
import org.dicomaccess.keycloak.details.StudyDetailJson;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.exchange.ExchangeRefusedException.Cause;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.ActingParty;
import org.dicomaccess.keycloak.token.RawStudyToken;
import org.dicomaccess.keycloak.token.StudyToken;
import org.dicomaccess.keycloak.token.TokenOrigin;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.UserConsentManager;
import org.keycloak.urls.UrlType;

/**
 * One exchange: a study token in place of a token that reaches further, or as far. The new one ends
 * with the old one at the latest, opens nothing that the old one does not, and says who acts with
 * it.
 */
final class Exchange {
    private final DicomAccess access;
    private final ClientModel client;
    private final EventBuilder event;

    /**
     * @param client who asks; Keycloak has authenticated it
     */
    Exchange(DicomAccess access, ClientModel client, EventBuilder event) {
        this.access = access;
        this.client = client;
        this.event = event;
    }

    Exchanged answer(ExchangeRequest request) throws ExchangeRefusedException {
        requireClient();
        request.requireSupported();
        ExchangeSubject subject = subject(request.subjectToken());
        note(subject);
        if (!subject.concerns(client.getClientId())) {
            throw new ExchangeRefusedException(
                    Cause.ACCESS_DENIED,
                    "subject_token: is neither for this client nor issued to it");
        }
        ActingParty me = actor();
        requireMayAct(subject, me);
        requireConsent(subject);
        RequestedDetails details = limited(request.details());
        ResourceServer server = new ExchangeTarget(access.realm(), subject).of(request, details);
        event.detail(Details.AUDIENCE, server.clientId());
        subject.requireReach(server, details.entries());
        return exchanged(subject, server, details.entries(), after(subject.actor(), me));
    }

    /** The same switch as for Keycloak's own exchange, and nothing that study tokens cannot be. */
    private void requireClient() throws ExchangeRefusedException {
        if (client.isPublicClient()) {
            throw new ExchangeRefusedException(
                    Cause.INVALID_CLIENT, "A public client is not allowed to exchange tokens");
        }
        OIDCAdvancedConfigWrapper config = OIDCAdvancedConfigWrapper.fromClientModel(client);
        if (!config.isStandardTokenExchangeEnabled()) {
            throw new ExchangeRefusedException(
                    Cause.INVALID_REQUEST, "Token exchange is not enabled for this client");
        }
        if (config.isUseDPoP() || config.isUseMtlsHokToken()) {
            throw new ExchangeRefusedException(
                    Cause.INVALID_REQUEST,
                    "Tokens of this client are bound to a key, which study tokens cannot be");
        }
    }

    private ExchangeSubject subject(String token) throws ExchangeRefusedException {
        if (new RawStudyToken(token).saysThatItIsOne()) {
            Optional<StudyToken> study = access.studyTokens().authentic(token);
            return new StudyTokenSubject(inForce(study.orElseThrow(Exchange::invalidToken)));
        }
        return access.profiles()
                .verified(token)
                .map(user -> new UserSubject(user, new Sight(access.session())))
                .orElseThrow(Exchange::invalidToken);
    }

    private StudyToken inForce(StudyToken token) throws ExchangeRefusedException {
        Optional<Reason> refusal = access.studyTokens().refusal(token);
        if (refusal.isEmpty()) {
            return token;
        }
        throw refusal.get() == Reason.UNAVAILABLE
                ? new ExchangeRefusedException(
                        Cause.UNAVAILABLE,
                        "Whether the subject token still stands cannot be found out now")
                : invalidToken();
    }

    private static ExchangeRefusedException invalidToken() {
        return new ExchangeRefusedException(
                Cause.INVALID_TOKEN,
                "subject_token: must be an access token of this realm that is valid now and not"
                        + " bound to a key");
    }

    private void note(ExchangeSubject subject) {
        subject.user().ifPresent(event::user);
        subject.clientId().ifPresent(id -> event.detail(Details.SUBJECT_TOKEN_CLIENT_ID, id));
        TokenOrigin origin = subject.origin();
        origin.sessionId().ifPresent(event::session);
        origin.shareId().ifPresent(share -> event.detail("share_id", share));
    }

    private ActingParty actor() {
        UserModel account =
                client.isServiceAccountsEnabled()
                        ? access.session().users().getServiceAccount(client)
                        : null;
        return account == null
                ? new ActingParty(client.getClientId(), Optional.empty(), Optional.empty())
                : new ActingParty(
                        account.getId(), Optional.of(client.getClientId()), Optional.empty());
    }

    /** A client that narrows what it has narrowed before is still one actor. */
    private static ActingParty after(Optional<ActingParty> before, ActingParty me) {
        return before.map(earlier -> earlier.isSameAs(me) ? earlier : me.after(earlier)).orElse(me);
    }

    private void requireMayAct(ExchangeSubject subject, ActingParty me)
            throws ExchangeRefusedException {
        Optional<JsonNode> claim = subject.mayAct();
        String issuer =
                Urls.realmIssuer(
                        access.session().getContext().getUri(UrlType.FRONTEND).getBaseUri(),
                        access.realm().getName());
        if (claim.isPresent() && !MayAct.allows(claim.get(), me, client.getClientId(), issuer)) {
            throw new ExchangeRefusedException(
                    Cause.ACCESS_DENIED, "subject_token: its may_act names another actor");
        }
    }

    private void requireConsent(ExchangeSubject subject) throws ExchangeRefusedException {
        if (!client.isConsentRequired() || subject.user().isEmpty()) {
            return;
        }
        if (UserConsentManager.getConsentByClient(
                        access.session(), access.realm(), subject.user().get(), client.getId())
                == null) {
            throw new ExchangeRefusedException(
                    Cause.NO_CONSENT, "The user has not agreed to what this client does");
        }
    }

    private RequestedDetails limited(RequestedDetails details) throws ExchangeRefusedException {
        try {
            return details.atMost(access.settings().shareMaximumStudies());
        } catch (RefusedDetailsException e) {
            throw new ExchangeRefusedException(Cause.INVALID_DETAILS, e.description());
        }
    }

    private Exchanged exchanged(
            ExchangeSubject subject,
            ResourceServer server,
            List<StudyDetail> granted,
            ActingParty actor)
            throws ExchangeRefusedException {
        TokenOrigin origin = subject.origin();
        Instant issuedAt = Instant.ofEpochSecond(access.now().getEpochSecond());
        Instant longest = issuedAt.plus(access.maximumLifetime(origin.type()));
        Instant expires = subject.expires().isBefore(longest) ? subject.expires() : longest;
        Set<StudyInstanceUid> studies = new LinkedHashSet<>();
        granted.forEach(detail -> studies.addAll(detail.studies()));
        Grant grant =
                new Grant(
                        server.clientId(),
                        studies,
                        Set.of(),
                        granted.get(0).actions(),
                        issuedAt,
                        expires);
        String token =
                access.minter().exchange(grant, origin, client.getClientId(), actor, issuedAt);
        if (token.length() > RawStudyToken.MAX_LENGTH) {
            throw new ExchangeRefusedException(
                    Cause.INVALID_DETAILS,
                    "authorization_details: are more studies than one token can carry");
        }
        event.detail("studies", Integer.toString(studies.size()));
        return new Exchanged(
                token,
                expires.getEpochSecond() - issuedAt.getEpochSecond(),
                grant.actions().stream()
                        .map(Action::code)
                        .sorted()
                        .collect(Collectors.joining(" ")),
                granted.stream().map(detail -> written(detail, server)).toList());
    }

    private static AuthorizationDetailsJSONRepresentation written(
            StudyDetail detail, ResourceServer server) {
        return StudyDetailJson.write(server.location().map(Set::of).map(detail::at).orElse(detail));
    }
}
