package org.dicomaccess.keycloak.http.introspection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.dicomaccess.keycloak.check.Reason;
import org.dicomaccess.keycloak.details.NarrowedTokens;
import org.dicomaccess.keycloak.http.call.Answers;
import org.dicomaccess.keycloak.http.call.DicomAccess;
import org.dicomaccess.keycloak.http.call.DicomAccessSource;
import org.dicomaccess.keycloak.settings.InvalidSettingException;
import org.dicomaccess.keycloak.token.RawStudyToken;
import org.dicomaccess.keycloak.token.StudyToken;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/**
 * What a study token says and whether it opens anything at this moment (RFC 7662 §2.2), for the
 * resource server it is for and the client it was issued to. To everybody else it is inactive, as
 * any token is that they have no business with.
 */
final class StudyTokenIntrospection extends AccessTokenIntrospectionProvider<AccessToken> {
    private static final Logger LOG = Logger.getLogger(StudyTokenIntrospection.class);

    StudyTokenIntrospection(KeycloakSession session) {
        super(session);
    }

    @Override
    public Response introspect(String token, EventBuilder event) {
        if (!new RawStudyToken(token).saysThatItIsOne()) {
            return super.introspect(token, event);
        }
        Optional<DicomAccess> access = DicomAccessSource.accessOf(session);
        Optional<StudyToken> study = access.flatMap(known -> known.studyTokens().authentic(token));
        return study.isEmpty()
                ? super.introspect(token, event)
                : answer(access.get(), study.get(), event);
    }

    private Response answer(DicomAccess access, StudyToken token, EventBuilder event) {
        event.detail(Details.TOKEN_ID, token.id())
                .detail(Details.TOKEN_TYPE, "Study")
                .detail(Details.TOKEN_ISSUED_FOR, token.clientId());
        ClientModel asking = session.getContext().getClient();
        if (!isForOrOf(token, asking.getClientId())) {
            return inactive(event, "The token is neither for this client nor issued to it");
        }
        Optional<String> refusal = refusal(access, token);
        if (refusal.isPresent()) {
            return inactive(event, refusal.get());
        }
        event.success();
        ObjectNode claims = token.claims();
        claims.put("active", true);
        claims.put("token_type", "Bearer");
        return Answers.ok(claims).build();
    }

    private static boolean isForOrOf(StudyToken token, String clientId) {
        return clientId.equals(token.grant().audience()) || clientId.equals(token.clientId());
    }

    /** Why no door would take it; a setting that is not understood opens nothing either. */
    private static Optional<String> refusal(DicomAccess access, StudyToken token) {
        try {
            if (access.resourceServer(token.grant().audience()).isEmpty()) {
                return Optional.of("The resource server that the token is for is not there");
            }
        } catch (InvalidSettingException e) {
            LOG.warn(e.getMessage());
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return access.studyTokens().refusal(token).map(Reason::code);
    }

    private static Response inactive(EventBuilder event, String reason) {
        event.detail(Details.REASON, reason).error(Errors.INVALID_TOKEN);
        return Answers.ok(JsonNodeFactory.instance.objectNode().put("active", false)).build();
    }

    /**
     * What a token of Keycloak's own says. Keycloak would give back the roles that a narrowed one
     * was made without, and forget what it is for.
     */
    @Override
    public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
        return NarrowedTokens.isNarrowed(token)
                ? token
                : super.transformAccessToken(token, userSession);
    }
}
