package org.dicomaccess.keycloak.mapper;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dicomaccess.keycloak.check.HeldGrant;
import org.dicomaccess.keycloak.dicom.Grant;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.dicomaccess.keycloak.profile.UserToken;
import org.dicomaccess.keycloak.settings.ResourceServer;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;

/**
 * What an access token opens because a {@link GrantedStudiesMapper} was at it: looked up at the
 * moment of asking, and never more than the token names. A mapper that is gone, an attribute that
 * was emptied and a share that was taken back count at once.
 */
public final class GrantedStudies {
    private static final Logger LOG = Logger.getLogger(GrantedStudies.class);

    private final KeycloakSession session;
    private final KnownGivenStudies given;

    public GrantedStudies(KeycloakSession session, KnownGivenStudies given) {
        this.session = session;
        this.given = given;
    }

    /**
     * The grants on one resource server. One that comes from a share is good only while that
     * stands; none outlasts the token.
     *
     * @throws StudiesUnavailableException when the database had to be asked and did not answer
     */
    public List<HeldGrant> of(UserToken token, ResourceServer server) {
        return StudyClaims.in(token.claims()).stream()
                .flatMap(
                        claims ->
                                claims.mappers().stream()
                                        .flatMap(id -> sources(token, id).stream())
                                        .filter(from -> isOn(from, server))
                                        .flatMap(from -> grants(token, server, claims, from)))
                .distinct()
                .toList();
    }

    /**
     * Whether a token may open studies, at whatever moment: what is looked up can change before
     * somebody else forgets what this token opened.
     */
    public static boolean mayBeIn(UserToken token) {
        return StudyClaims.in(token.claims()).filter(claims -> !claims.namesNone()).isPresent();
    }

    private static boolean isOn(StudySources sources, ResourceServer server) {
        return sources.resourceServer().equals(server.clientId());
    }

    /** A mapper as it is configured now, where the token's client still has it. */
    private Optional<StudySources> sources(UserToken token, String mapperId) {
        RealmModel realm = session.getContext().getRealm();
        String clientId = token.claims().getIssuedFor();
        ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
        if (client == null) {
            return Optional.empty();
        }
        return Stream.of(
                        Stream.of(client),
                        client.getClientScopes(true).values().stream(),
                        client.getClientScopes(false).values().stream())
                .flatMap(containers -> containers)
                .flatMap(container -> Stream.ofNullable(container.getProtocolMapperById(mapperId)))
                .findFirst()
                .filter(GrantedStudies::countsForAccessTokens)
                .flatMap(GrantedStudies::sources);
    }

    private static boolean countsForAccessTokens(ProtocolMapperModel mapper) {
        return GrantedStudiesMapper.ID.equals(mapper.getProtocolMapper())
                && (OIDCAttributeMapperHelper.includeInAccessToken(mapper)
                        || OIDCAttributeMapperHelper.includeInLightweightAccessToken(mapper));
    }

    private static Optional<StudySources> sources(ProtocolMapperModel mapper) {
        try {
            return Optional.of(StudySources.of(mapper));
        } catch (InvalidSourcesException e) {
            LOG.debugf("Protocol mapper %s opens nothing: %s", mapper.getName(), e.getMessage());
            return Optional.empty();
        }
    }

    private Stream<HeldGrant> grants(
            UserToken token, ResourceServer server, StudyClaims claims, StudySources sources) {
        Instant end = token.expires();
        return Stream.concat(
                fromAttributes(token, server, claims, sources, end),
                fromShares(token, server, claims, sources, end));
    }

    private Stream<HeldGrant> fromAttributes(
            UserToken token,
            ResourceServer server,
            StudyClaims claims,
            StudySources sources,
            Instant end) {
        Set<StudyInstanceUid> studies = new LinkedHashSet<>();
        new AttributeStudies(session)
                .of(token.user(), sources).stream().filter(claims::mayName).forEach(studies::add);
        return studies.isEmpty()
                ? Stream.empty()
                : Stream.of(
                        HeldGrant.of(
                                new Grant(
                                        server.clientId(),
                                        studies,
                                        Set.of(),
                                        sources.attributeActions(),
                                        Instant.EPOCH,
                                        end)));
    }

    private Stream<HeldGrant> fromShares(
            UserToken token,
            ResourceServer server,
            StudyClaims claims,
            StudySources sources,
            Instant end) {
        if (!sources.shares() || claims.namesNone()) {
            return Stream.empty();
        }
        SharesForUser shares =
                SharesForUser.of(session.getContext().getRealm(), token.user(), server);
        return given.of(shares).stream()
                .flatMap(
                        one ->
                                one.grant(server.clientId(), claims::mayName, end).stream()
                                        .map(grant -> HeldGrant.ofShare(grant, one.shareId())));
    }
}
