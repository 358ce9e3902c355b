package org.dicomaccess.keycloak.http.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.details.NarrowedTokens;
import org.dicomaccess.keycloak.details.StudyDetail;
import org.dicomaccess.keycloak.dicom.Action;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.dicomweb.DicomWebAddressMissingException;
import org.dicomaccess.keycloak.dicomweb.FoundStudies;
import org.dicomaccess.keycloak.dicomweb.ServerUnreachableException;
import org.dicomaccess.keycloak.dicomweb.StudyLookup;
import org.dicomaccess.keycloak.http.exchange.ExchangeRefusedException.Cause;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.dicomaccess.keycloak.settings.Settings;
import org.dicomaccess.keycloak.token.ActingParty;
import org.dicomaccess.keycloak.token.ActingPartyJson;
import org.dicomaccess.keycloak.token.TokenOrigin;
import org.dicomaccess.keycloak.token.TokenType;
import org.jboss.logging.Logger;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;

/**
 * A user's access token of Keycloak's own. What it opens is what the resource server shows its
 * bearer, as for shares; unless it is narrowed already, when it opens what it names.
 */
final class UserSubject implements ExchangeSubject {
    private static final Logger LOG = Logger.getLogger(UserSubject.class);

    private final UserToken token;
    private final StudyLookup lookup;

    UserSubject(UserToken token, StudyLookup lookup) {
        this.token = token;
        this.lookup = lookup;
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
        if (asked.stream().anyMatch(detail -> detail.actions().contains(Action.DOWNLOAD))
                && !token.mayDownload(server)) {
            throw new ExchangeRefusedException(
                    Cause.ACCESS_DENIED,
                    "authorization_details: must not have download: the user has not");
        }
        if (server.sharesUnseen() && token.mayShare(server)) {
            LOG.warnf(
                    "%s is set on %s: a token of user %s is exchanged for studies that nobody"
                            + " looked for",
                    Settings.SHARE_UNSEEN.name(), server.clientId(), token.user().getId());
            return;
        }
        List<StudyInstanceUid> studies = new ArrayList<>();
        asked.forEach(detail -> studies.addAll(detail.studies()));
        FoundStudies found = find(server, studies);
        if (!found.complete()) {
            throw new ExchangeRefusedException(
                    Cause.ACCESS_DENIED,
                    "authorization_details: the image server does not show the user study "
                            + found.notFound().get(0));
        }
    }

    private FoundStudies find(ResourceServer server, List<StudyInstanceUid> studies)
            throws ExchangeRefusedException {
        try {
            return lookup.find(server, token.compact(), studies);
        } catch (DicomWebAddressMissingException e) {
            LOG.warnf("%s: %s", server.clientId(), e.getMessage());
            throw new ExchangeRefusedException(
                    Cause.UNAVAILABLE,
                    "The client attribute %s is not set".formatted(Settings.DICOM_WEB_URL.name()));
        } catch (ServerUnreachableException e) {
            LOG.warnf("%s: %s", server.clientId(), e.getMessage());
            throw new ExchangeRefusedException(
                    Cause.UNAVAILABLE,
                    "The image server cannot be asked whether the user may see these studies");
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
