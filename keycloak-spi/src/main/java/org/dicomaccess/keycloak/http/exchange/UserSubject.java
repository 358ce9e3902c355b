package org.dicomaccess.keycloak.http.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.details.NarrowedTokens;
import org.dicomaccess.keycloak.details.RefusedDetailsException;
import org.dicomaccess.keycloak.details.Sight;
import org.dicomaccess.keycloak.details.StudyDetail;
import org.dicomaccess.keycloak.http.exchange.ExchangeRefusedException.Cause;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.token.ActingParty;
import org.dicomaccess.keycloak.token.ActingPartyJson;
import org.dicomaccess.keycloak.token.TokenOrigin;
import org.dicomaccess.keycloak.token.TokenType;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;

/**
 * A user's access token of Keycloak's own. What it opens is what the resource server shows its
 * bearer, as for shares; unless it is narrowed already, when it opens what it names.
 */
final class UserSubject implements ExchangeSubject {
    private final UserToken token;
    private final Sight sight;

    UserSubject(UserToken token, Sight sight) {
        this.token = token;
        this.sight = sight;
    }

    @Override
    public Optional<String> clientId() {
        return Optional.ofNullable(claims().getIssuedFor());
    }

    @Override
    public boolean concerns(String clientId) {
        return clientId.equals(claims().getIssuedFor()) || claims().hasAudience(clientId);
    }

    @Override
    public boolean isFor(ResourceServer server) {
        return token.isFor(server);
    }

    @Override
    public Instant expires() {
        return token.expires();
    }

    @Override
    public TokenOrigin origin() {
        // As the token names its user, which may be a name for its own clients only.
        String subject =
                Optional.ofNullable(claims().getSubject()).orElseGet(() -> token.user().getId());
        return new TokenOrigin(
                subject,
                TokenType.EXCHANGED,
                Optional.empty(),
                Optional.ofNullable(claims().getSessionId()));
    }

    @Override
    public Optional<ActingParty> actor() throws ExchangeRefusedException {
        Optional<JsonNode> claim = claim("act");
        Optional<ActingParty> actor = claim.flatMap(ActingPartyJson::read);
        if (claim.isPresent() && actor.isEmpty()) {
            throw new ExchangeRefusedException(
                    Cause.INVALID_TOKEN, "subject_token: its act is not understood");
        }
        return actor;
    }

    @Override
    public Optional<JsonNode> mayAct() {
        return claim("may_act");
    }

    @Override
    public Optional<UserModel> user() {
        return Optional.of(token.user());
    }

    @Override
    public void requireReach(ResourceServer server, List<StudyDetail> asked)
            throws ExchangeRefusedException {
        Optional<List<HeldGrant>> narrowed = NarrowedTokens.of(token, server);
        if (narrowed.isPresent()) {
            Reach.require(asked, narrowed.get().stream().map(HeldGrant::grant).toList());
            return;
        }
        for (StudyDetail detail : asked) {
            requireSight(server, detail);
        }
    }

    private void requireSight(ResourceServer server, StudyDetail detail)
            throws ExchangeRefusedException {
        try {
            sight.require(detail, server, token);
        } catch (RefusedDetailsException e) {
            throw e.temporary()
                    ? new ExchangeRefusedException(Cause.UNAVAILABLE, e.description())
                    : new ExchangeRefusedException(Cause.ACCESS_DENIED, e.description());
        }
    }

    private AccessToken claims() {
        return token.claims();
    }

    private Optional<JsonNode> claim(String name) {
        return Optional.ofNullable(claims().getOtherClaims().get(name))
                .map(value -> JsonSerialization.mapper.<JsonNode>valueToTree(value));
    }
}
